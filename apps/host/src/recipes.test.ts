import { spawnSync } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShell, readRecipes, type Shell } from './recipes.fixture.ts';
import { runHost, type RunningHost } from './run-host.fixture.ts';

/** Blocks that cannot run here: how they begin, and why not. The test runs every other block of these pages. */
const NOT_RUN: readonly (readonly [page: string, begin: string, why: string])[] = [
  ['README.md', 'npm start', 'it starts a host, and every test, from inside a test'],
  [
    'docs/admin.md',
    'npx scimwright log bic contoso --follow',
    'it ends at Ctrl-C; command-line-beside-host.test.ts ends it',
  ],
  [
    'packages/conformance/README.md',
    'SCIM_TOKEN=',
    'npm does not have the package yet; program.test.ts runs the command',
  ],
  [
    'packages/entra/README.md',
    'export SCIM_TOKEN=',
    'npm does not have the package yet; run-program.test.ts runs the commands',
  ],
  ['connectors/template/README.md', 'cp -r connectors/template', 'it changes this repository'],
  ['connectors/template/README.md', 'npx "$(node -p', 'it changes this repository'],
  ...['bic', 'infobric', 'iris', 'promapp', 'tribeloo'].map(
    (id) => [`connectors/${id}/README.md`, 'npx vitest', 'it is a part of this run'] as const,
  ),
  ['connectors/template/README.md', 'npx vitest', 'it tests a connector that is not there yet'],
];

/** Output of commands that a page shows. */
const PRINTED: Readonly<Record<string, readonly RegExp[]>> = {
  'README.md': [/"totalResults":0/, /"active":false/, /Secret Token {2}scimw_/],
  'docs/admin.md': [/\/hand-over\/scimh_/, /"secretToken":"scimw_/, /"secretToken":"scimu_/, /"warnings":/],
  'connectors/bic/README.md': [/\/bic\/\S+\/scim\/v2/, /\/hand-over\/scimh_/],
  'connectors/infobric/README.md': [/\/infobric\/\S+\/scim\/v2/, /Secret Token {2}scimw_/],
  'connectors/iris/README.md': [/\/iris\/\S+\/scim\/v2/, /\/hand-over\/scimh_/],
  'connectors/promapp/README.md': [/\/promapp\/api\/scim/, /Secret Token {2}scimw_/],
  'connectors/tribeloo/README.md': [/\/tribeloo\/\S+\/scim\/v2/, /Secret Token {2}scimw_/, /answers/],
  'packages/cli/README.md': [/Secret Token {2}scimw_/, /Secret Token {2}scimu_/, /\/hand-over\/scimh_/],
};

const recipes = await readRecipes();

/** No other test needs curl, so a machine may lack it. */
const hasCurl = spawnSync('curl', ['--version']).status === 0;

const isRun = (page: string, block: string): boolean =>
  !NOT_RUN.some(([where, begin]) => where === page && block.startsWith(begin));

let folder: string;
let shell: Shell;
let host: RunningHost;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'scimwright-recipes-')));
  shell = await openShell(folder);
  host = await runHost(join(folder, '.data'), { args: ['--demo'], cwd: folder });
});
afterAll(async () => {
  await host.end('SIGTERM');
  await shell.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the commands on a page', () => {
  const run = recipes
    .map(({ page, blocks }) => ({ page, script: blocks.filter((block) => isRun(page, block)).join('\n') }))
    .filter(({ script }) => script !== '');

  for (const { page, script } of run) {
    it.skipIf(!hasCurl && /\bcurl\b/.test(script))(`run as printed, on a started host: ${page}`, async () => {
      const { code, printed } = await shell.run(script, host.origin);
      expect([code, printed]).toEqual([0, expect.anything()]);
      for (const words of PRINTED[page] ?? []) expect(printed).toMatch(words);
    });
  }

  it('include every block in the lists above', () => {
    const printing = new Map(recipes.map(({ page, blocks }) => [page, blocks]));
    const gone = NOT_RUN.filter(
      ([page, begin]) => !printing.get(page)?.some((block) => block.startsWith(begin)),
    );
    expect(gone).toEqual([]);
    const silent = run.map(({ page }) => page).filter((page) => !(page in PRINTED));
    expect(silent).toEqual([]);
  });
});
