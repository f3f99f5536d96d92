// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../workspace/root.mjs';
import { packageFolders } from '../workspace/workspace-folders.mjs';
import { reachedThrough } from './changed-files.mjs';
import { reachedOtherwise } from './reached-otherwise.mjs';

const BUILT = 'apps/host/src/built.fixture.ts';
const RULES = ['tooling/expressions/this-repository.test.mjs'];
const PROCESSES = [
  'tooling/launcher/run-all.test.mjs',
  'tooling/launcher/run-checks.test.mjs',
  'tooling/launcher/run-program.test.mjs',
  'tooling/vitest/exit-code.test.mjs',
  'tooling/vitest/folded-reporter.test.mjs',
  'tooling/vitest/require-install.test.mjs',
];
const CONTAINER = 'tooling/container/container-files.test.mjs';

const rows = [
  { changed: 'packages/cli/src/main.ts', reaches: [BUILT, ...RULES] },
  { changed: 'packages/server/src/limits.ts', reaches: [BUILT, ...RULES, CONTAINER] },
  { changed: 'apps/host/src/main.ts', reaches: [BUILT, ...RULES] },
  { changed: 'connectors/bic/src/index.ts', reaches: [BUILT, 'apps/host/src/connectors.ts', ...RULES] },
  { changed: 'packages/core/src/path/parse.test.ts', reaches: RULES },
  { changed: 'packages/store-contract/src/index.ts', reaches: RULES },
  {
    changed: 'connectors/bic/README.md',
    reaches: [
      'apps/host/src/recipes.fixture.ts',
      'apps/host/src/refusal-tables.test.ts',
      'tooling/docs/links.test.mjs',
    ],
  },
  {
    changed: 'packages/conformance/transcripts/patch/no-operations.json',
    reaches: ['packages/conformance/src/transcript/load-transcripts.ts'],
  },
  { changed: 'compose.yaml', reaches: [CONTAINER] },
  { changed: 'tooling/launcher/run-all.mjs', reaches: PROCESSES },
  { changed: 'tooling/bench/peers/scimmy.mjs', reaches: ['tooling/bench/rounds.test.mjs'] },
  { changed: 'tooling/launcher/host-program.mjs', reaches: [CONTAINER, ...PROCESSES] },
  {
    changed: 'docs/security.md',
    reaches: [
      'apps/host/src/recipes.fixture.ts',
      'apps/host/src/refusal-tables.test.ts',
      'tooling/docs/links.test.mjs',
      'tooling/docs/security-page.test.mjs',
    ],
  },
  {
    changed: 'packages/entra/README.md',
    reaches: [
      'apps/host/src/recipes.fixture.ts',
      'apps/host/src/refusal-tables.test.ts',
      'packages/entra/src/expression/function-reference.test.ts',
      'tooling/docs/links.test.mjs',
    ],
  },
  {
    changed: 'docs/conformance.md',
    reaches: [
      'apps/host/src/conformance/conformance.test.ts',
      'apps/host/src/recipes.fixture.ts',
      'apps/host/src/refusal-tables.test.ts',
      'tooling/docs/links.test.mjs',
    ],
  },
  {
    changed: 'apps/host/src/upgrade/b289272.sqlite.gz',
    reaches: ['apps/host/src/upgrade/open-earlier.fixture.ts'],
  },
  { changed: 'knip.jsonc', reaches: ['tooling/unused/unused.test.mjs'] },
  { changed: 'turbo.json', reaches: ['tooling/launcher/build-unless-built.test.mjs'] },
  { changed: 'LICENSE', reaches: [] },
];

describe('a dependency without an import', () => {
  it.each(rows)('leads from $changed to $reaches', ({ changed, reaches }) => {
    expect(reachedThrough([changed]).toSorted()).toEqual(reaches.toSorted());
  });

  it('names only files that exist, as do the rows above', () => {
    const named = [...reachedOtherwise.flatMap(({ files }) => files), ...rows.map(({ changed }) => changed)];
    expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it.each(reachedOtherwise)('has a row above that shows: $why', ({ changed }) => {
    expect(rows.filter((row) => changed.test(row.changed))).not.toEqual([]);
  });

  it('on the build always goes through built.fixture.ts', () => {
    const tests = packageFolders(root)
      .flatMap((folder) =>
        readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' }).map(
          (path) => `${folder}/src/${path}`,
        ),
      )
      .filter((path) => /\.(test|fixture)\.ts$/.test(path) && path !== BUILT);
    const past = tests.filter((path) => {
      const source = readFileSync(join(root, path), 'utf8');
      const isBuilt = /dist\/(main|index|connectors)\.js|\.bin\//.test(source);
      return isBuilt && !source.includes("/built.fixture.ts'");
    });
    expect([tests.length > 100, past]).toEqual([true, []]);
  });
});
