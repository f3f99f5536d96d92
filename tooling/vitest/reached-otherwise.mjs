// @ts-check

/**
 * Dependencies of tests that the graph of imports does not show. When a changed file matches `changed`, vitest runs
 * `files` and every test that imports one of them.
 *
 * @type {ReadonlyArray<{ why: string, changed: RegExp, files: readonly string[] }>}
 */
export const reachedOtherwise = [
  {
    why: 'tests start hosts and the command line from the build of these sources',
    changed:
      /^(packages(?!\/(store-contract|testing|test-databases|conformance\/transcripts)\/)|connectors|apps)\/.*(?<!\.test|\.fixture)\.(ts|json)$/,
    files: ['apps/host/src/built.fixture.ts'],
  },
  {
    why: 'the connectors of the host are imported by the names in its package.json',
    changed: /^connectors\/[^/]+\/(src\/.*(?<!\.test)\.ts|[^/]+\.json)$/,
    files: ['apps/host/src/connectors.ts'],
  },
  {
    why: 'tests run the commands of pages and check their tables',
    changed: /\.md$/,
    files: ['apps/host/src/recipes.fixture.ts', 'apps/host/src/refusal-tables.test.ts'],
  },
  {
    why: 'the page is compared with the results of the cases',
    changed: /^docs\/conformance\.md$/,
    files: ['apps/host/src/conformance/conformance.test.ts'],
  },
  {
    why: 'the tests that the page names must exist',
    changed: /^docs\/security\.md$/,
    files: ['tooling/docs/security-page.test.mjs'],
  },
  {
    why: 'the README lists the functions',
    changed: /^packages\/entra\/README\.md$/,
    files: ['packages/entra/src/expression/function-reference.test.ts'],
  },
  {
    why: 'tests check the links and paths of the pages',
    changed: /\.md$/,
    files: ['tooling/docs/links.test.mjs'],
  },
  {
    why: 'transcripts are read from their folder',
    changed: /^packages\/conformance\/transcripts\//,
    files: ['packages/conformance/src/transcript/load-transcripts.ts'],
  },
  {
    why: 'tests read the databases of earlier versions as files',
    changed: /^apps\/host\/src\/upgrade\//,
    files: ['apps/host/src/upgrade/open-earlier.fixture.ts'],
  },
  {
    why: 'the rules for regular expressions read all sources',
    changed: /^(packages|connectors|apps)\/.*\.ts$/,
    files: ['tooling/expressions/this-repository.test.mjs'],
  },
  {
    why: 'knip reads it',
    changed: /^knip\.jsonc$/,
    files: ['tooling/unused/unused.test.mjs'],
  },
  {
    why: 'the files of the container are compared with the configuration of the host',
    changed:
      /^(Dockerfile|compose\.yaml|docs\/operations\/.*|packages\/(host|server)\/src\/.*|tooling\/launcher\/host-program\.mjs)$/,
    files: ['tooling/container/container-files.test.mjs'],
  },
  {
    why: 'the servers that a host is measured beside are started as processes',
    changed: /^tooling\/bench\/(floor|peers)\//,
    files: ['tooling/bench/rounds.test.mjs'],
  },
  {
    why: 'turbo says what a build depends on',
    changed: /^turbo\.json$/,
    files: ['tooling/launcher/build-unless-built.test.mjs'],
  },
  {
    why: 'launchers and runs of vitest are started as processes',
    changed: /^tooling\/(launcher|vitest)\//,
    files: [
      'tooling/launcher/run-all.test.mjs',
      'tooling/launcher/run-checks.test.mjs',
      'tooling/launcher/run-program.test.mjs',
      'tooling/vitest/exit-code.test.mjs',
      'tooling/vitest/folded-reporter.test.mjs',
      'tooling/vitest/require-install.test.mjs',
    ],
  },
];
