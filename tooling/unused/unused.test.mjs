// @ts-check
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeTree } from '../workspace/make-tree.mjs';
import { root } from '../workspace/root.mjs';

/** The commands of `npm run unused`, without the program. */
const commands = String(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts.unused)
  .split(' && ')
  .map((command) => command.split(' ').slice(1));

const core = {
  'package.json': { name: 'house', private: true, type: 'module', devDependencies: { vitest: '1' } },
  'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
  'vitest.config.ts': "export default { test: { include: ['packages/*/src/**/*.test.ts'] } };",
  'knip.jsonc': readFileSync(join(root, 'knip.jsonc'), 'utf8'),
  'packages/core/package.json': {
    name: '@scimwright/core',
    type: 'module',
    exports: { '.': { '@scimwright/source': './src/index.ts', default: './dist/index.js' } },
    dependencies: { koa: '1', zod: '1', uuid: '1' },
    devDependencies: { pino: '1' },
  },
  'packages/core/src/index.ts':
    "import 'koa';\nimport 'knex';\nimport 'pino';\nimport { a } from './a.ts';\nexport const publicName = a;",
  'packages/core/src/a.ts': 'export const a = 1;\nexport const b = 2;\nexport type C = 3;',
  'packages/core/src/a.test.ts':
    "import 'vitest';\nimport 'uuid';\nimport './by-tests.ts';\nimport './d.fixture.ts';",
  'packages/core/src/by-tests.ts': '',
  'packages/core/src/d.fixture.ts': '',
  'packages/core/src/dead.ts': '',
};

/** @type {string} */
let house;
/** The output of the commands, line by line. @type {string[]} */
let printed;

beforeAll(() => {
  house = makeTree(core);
  printed = commands.flatMap((args) => {
    const program = join(root, 'node_modules/.bin/knip');
    const all = [...args, '--directory', house, '--no-config-hints'];
    return spawnSync(program, all, { encoding: 'utf8' }).stdout.split('\n');
  });
});
afterAll(() => rmSync(house, { recursive: true }));

it.each([
  { title: 'a file that nothing imports', names: 'packages/core/src/dead.ts' },
  { title: 'a file that only tests import', names: 'packages/core/src/by-tests.ts' },
  { title: 'an export that nothing imports', names: 'b' },
  { title: 'an exported type that nothing imports', names: 'C' },
  { title: 'a dependency that nothing imports', names: 'zod' },
  { title: 'a dependency that only tests import', names: 'uuid' },
  { title: 'an import that package.json does not declare', names: 'knex' },
  { title: 'an import that package.json declares only for tests', names: 'pino' },
])('$title is found', ({ names }) => {
  expect(printed.filter((line) => line.split(' ')[0] === names)).not.toEqual([]);
});

it.each([
  { title: 'a public name', names: 'publicName' },
  { title: 'a fixture', names: 'packages/core/src/d.fixture.ts' },
  { title: 'an imported package', names: 'koa' },
])('$title is not', ({ names }) => {
  expect(printed.filter((line) => line.split(' ')[0] === names)).toEqual([]);
});
