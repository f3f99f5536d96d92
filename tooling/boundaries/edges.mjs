// @ts-check

/**
 * Which package may import which, from the bottom up. A row with `outside` may import only those packages from npm;
 * without it, any that its package.json declares.
 *
 * @typedef {object} Edge
 * @property {string} from a package's folder, or `parent/*`
 * @property {readonly string[]} to
 * @property {readonly string[]} [outside]
 * @property {readonly string[]} [tests] what its tests may import as well, besides `testEdges`
 * @property {string} why
 * @property {string} instead
 */

/** @type {readonly Edge[]} */
export const edges = [
  {
    from: 'packages/core',
    to: [],
    outside: ['zod'],
    why: 'core is SCIM as data and pure functions; every other package depends on it',
    instead: 'pass in what core needs as a value, or move the code up into the package that has it',
  },
  {
    from: 'packages/connector-kit',
    to: ['packages/core'],
    outside: ['zod'],
    why: 'the kit is all that a vendor installs, so every vendor gets what it imports',
    instead: 'describe the need as data of the connector, and act on it in the server or the host',
  },
  {
    from: 'packages/store',
    to: ['packages/core'],
    outside: [],
    why: 'the storage port must not know who calls it or which engine is behind it',
    instead: 'express it in terms of core, or do it in the caller',
  },
  {
    from: 'packages/store-knex',
    to: ['packages/core', 'packages/store'],
    why: 'a storage engine implements the port and knows nothing of connectors or HTTP',
    instead: 'extend the port in packages/store, with its contract, and implement it here',
  },
  {
    from: 'packages/server',
    to: ['packages/core', 'packages/connector-kit', 'packages/store'],
    why: 'the server knows only the storage port, so that it runs on any engine and in any host',
    instead: 'take it as a dependency of createServer, and let the host provide it',
  },
  {
    from: 'packages/host',
    to: [
      'packages/core',
      'packages/connector-kit',
      'packages/store',
      'packages/store-knex',
      'packages/server',
      'packages/entra',
    ],
    why: 'the host gets its connectors as arguments and must not know any of them',
    instead: 'take it as an argument of startHost',
  },
  {
    from: 'packages/conformance',
    to: ['packages/core'],
    outside: ['zod', 'commander'],
    why: 'it tests any SCIM server by URL and token, so it installs no server, test runner or native module',
    instead: 'put it into packages/testing, or beside the tests of the server',
  },
  {
    from: 'packages/entra',
    to: ['packages/core', 'packages/connector-kit', 'packages/conformance'],
    outside: ['zod', 'commander', 'csv-parse', 'cli-progress', 'cli-table3'],
    // The tenants that its jobs fill.
    tests: ['packages/server'],
    why: 'it plays Entra against any SCIM server, so it installs no server, database or native module',
    instead: 'put it into packages/host or packages/cli, or beside their tests',
  },
  {
    from: 'packages/store-contract',
    to: ['packages/core', 'packages/store'],
    why: 'a storage engine is tested through its ports, without connectors or HTTP',
    instead: 'test it in packages/server or apps/host, over an engine',
  },
  {
    from: 'packages/testing',
    to: [
      'packages/core',
      'packages/conformance',
      'packages/connector-kit',
      'packages/store',
      'packages/server',
    ],
    why: 'a connector is tested over the in-memory store, without a database or a host',
    instead: 'test it where it lives',
  },
  {
    from: 'packages/test-databases',
    to: [],
    why: 'it creates databases for tests and knows nothing about their contents',
    instead: 'do it in the test',
  },
  {
    from: 'packages/cli',
    to: [
      'packages/core',
      'packages/connector-kit',
      'packages/store',
      'packages/server',
      'packages/host',
      'packages/entra',
    ],
    why: 'the command line works through the host, on the database that the host is configured with',
    instead: 'export what the command needs from packages/host',
  },
  {
    from: 'connectors/*',
    to: ['packages/connector-kit'],
    outside: ['zod'],
    why: 'a connector is a value made with the kit, and a fork of it must build against published packages alone',
    instead:
      'import it from @scimwright/connector-kit; a need that two connectors share is a feature of the kit',
  },
  {
    from: 'apps/host',
    to: ['packages/host', 'connectors/*'],
    // Core is compared with other SCIM libraries there.
    tests: ['packages/core', 'packages/entra'],
    why: 'it is the ten lines that a vendor copies',
    instead: 'put the code into packages/host',
  },
];

/** What a test may import besides what its package may. */
export const testEdges = {
  to: ['packages/conformance', 'packages/store-contract', 'packages/testing', 'packages/test-databases'],
  outside: ['vitest', 'fast-check'],
};

/** Folders of core, from the bottom up: each may import the ones before it. */
export const coreFolders = ['dialect', 'schema', 'path', 'filter', 'resource', 'message', 'patch', 'profile'];

/**
 * The row of the table that speaks for a package.
 *
 * @param {string} folder
 */
export function findEdge(folder) {
  return edges.find(({ from }) => covers(from, folder));
}

/**
 * @param {string} pattern a folder, or `parent/*`
 * @param {string} folder
 */
export function covers(pattern, folder) {
  return pattern.endsWith('/*') ? folder.startsWith(pattern.slice(0, -1)) : pattern === folder;
}
