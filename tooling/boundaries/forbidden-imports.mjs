// @ts-check
import { coreFolders, edges, findEdge, testEdges } from './edges.mjs';
/** @import { IRegularForbiddenRuleType } from 'dependency-cruiser' */
/** @import { Edge } from './edges.mjs' */

/**
 * A rule of dependency-cruiser, with the reason and the remedy that its message gives.
 *
 * @typedef {object} Forbidden
 * @property {string} name
 * @property {string} why
 * @property {string} instead
 * @property {IRegularForbiddenRuleType['from']} from
 * @property {IRegularForbiddenRuleType['to']} to
 */

const TEST = '\\.(test|fixture)\\.ts$';
const CORE = '^packages/core/src/';

/**
 * Rules for every package; `$1` is the importing package.
 *
 * @type {readonly Forbidden[]}
 */
const everywhere = [
  {
    name: 'apps are not imported',
    why: 'an app is where imports end',
    instead: 'move the shared part into a package',
    from: { path: '^([^/]+/[^/]+)/' },
    to: { path: '^apps/', pathNot: '^$1/' },
  },
  {
    name: 'a relative import stays in its package',
    why: 'the path exists in this repository only, not where the package is installed',
    instead: 'import the other package by its name',
    from: { path: '^([^/]+/[^/]+)/' },
    to: { dependencyTypes: ['local'], pathNot: '^$1/' },
  },
  {
    name: 'what is imported is there',
    why: 'package.json does not declare it, or its package does not export it; internals may change without notice',
    instead: 'add it to the dependencies, or import a name that the package exports',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'other SCIM libraries are for tests',
    why: "another project's SCIM library is an oracle of tests; published packages never depend on one",
    instead: 'use it in a test of apps/host',
    from: { pathNot: `^apps/host/.*${TEST}` },
    to: { path: '(^|/)node_modules/(scimmy|scim-patch|scim2-parse-filter|scim-query-filter-parser)/' },
  },
  {
    name: 'core is pure',
    why: 'core runs in a browser and in any JavaScript runtime',
    instead: 'take the result, such as a time or a hash, as an argument',
    from: { path: CORE, pathNot: TEST },
    to: { dependencyTypes: ['core'] },
  },
];

/**
 * Rules for the server and its subpaths.
 *
 * @type {readonly Forbidden[]}
 */
const ofServer = [
  {
    name: 'the protocol stands without administration',
    why: 'an embedded SCIM endpoint has no administration, and a request from Entra never runs any',
    instead: 'move what both need out of packages/server/src/admin',
    from: { path: '^packages/server/src/(?!admin/|internal\\.ts$)', pathNot: TEST },
    to: { path: '^packages/server/src/admin/' },
  },
  {
    name: "the server's plumbing is for the host and the command line",
    why: 'its internal entries may change without notice, together with the host and the command line',
    instead: 'use @scimwright/server or @scimwright/server/admin',
    from: { path: '^', pathNot: '^packages/(server|host|cli)/' },
    to: { path: '^packages/server/src/(admin/)?internal\\.ts$' },
  },
];

/**
 * All rules: those of the table of edges, and those above.
 *
 * @type {readonly Forbidden[]}
 */
export const forbiddenImports = [
  ...edges.flatMap(ofEdge),
  ...everywhere,
  ...ofServer,
  ...[undefined, ...coreFolders.slice(0, -1)].map(ofCoreFolder),
];

/**
 * What a row of the table forbids to sources, and to tests, which may import more.
 *
 * @param {Edge} edge
 * @returns {Forbidden[]}
 */
function ofEdge({ from, to, outside, tests = [], why, instead }) {
  const own = `^(${from.replace('*', '[^/]+')})/`;
  const sides = [
    { name: from, from: { path: own, pathNot: TEST }, to, npm: outside },
    {
      name: `${from}, its tests`,
      from: { path: `${own}.*${TEST}` },
      to: [...to, ...tests, ...testEdges.to],
      npm: outside && [...outside, ...testEdges.outside],
    },
  ];
  return [
    ...sides.map((side) => ({
      name: side.name,
      why,
      instead,
      from: side.from,
      to: {
        path: '^(packages|connectors)/',
        pathNot: ['^$1/', ...side.to.map((folder) => `^${folder.replace('/*', '')}/`)],
      },
    })),
    ...sides.flatMap(({ name, from, npm }) => {
      if (npm === undefined) return [];
      const pathNot = npm.map((dependency) => `node_modules/${dependency}/(?!.*node_modules/)`);
      return [{ name: `${name}, npm`, why, instead, from, to: { path: '(^|/)node_modules/', pathNot } }];
    }),
    ...testEdges.to
      .filter((folder) => findEdge(folder)?.to.includes(from))
      .map((folder) => ({
        name: `${from}, its tests of ${folder}`,
        why: `${folder} itself imports ${from}, and the build cannot order a circle`,
        instead: `put this test into ${folder}`,
        from: { path: `${own}.*${TEST}` },
        to: { path: `^${folder}/` },
      })),
  ];
}

/**
 * Files at the root of core stand below its folders, except index.ts, which names everything.
 *
 * @param {string | undefined} folder
 * @returns {Forbidden}
 */
function ofCoreFolder(folder) {
  const above = folder === undefined ? coreFolders : coreFolders.slice(coreFolders.indexOf(folder) + 1);
  return {
    name: `core, ${folder ?? 'its root'}`,
    why: `the order is ${coreFolders.join(' → ')}, so that no two folders need each other`,
    instead: `move what both need down into ${folder ?? 'a file at the root'}, or this function up`,
    from: {
      path: `${CORE}${folder === undefined ? '[^/]+$' : `${folder}/`}`,
      pathNot: [TEST, `${CORE}index\\.ts$`],
    },
    to: { path: `${CORE}(${above.join('|')})/` },
  };
}
