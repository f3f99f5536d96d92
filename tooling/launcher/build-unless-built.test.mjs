// @ts-check
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, describe, it } from 'vitest';
import { forThisTest } from '../workspace/for-this-test.mjs';
import { makeTree } from '../workspace/make-tree.mjs';
import { root } from '../workspace/root.mjs';
import { buildInputs, buildUnlessBuilt } from './build-unless-built.mjs';
import { findPnpm } from './prepare.mjs';

const files = {
  'package.json': {},
  'pnpm-workspace.yaml': 'packages:\n  - packages/*\n  - tooling/*\n',
  'pnpm-lock.yaml': '',
  'turbo.json': {},
  'tooling/tsconfig/node.json': {},
  'tooling/bench/package.json': {},
  'packages/a/package.json': {},
  'packages/a/tsconfig.json': {},
  'packages/a/src/index.ts': 'export const a = 1;',
  'packages/a/src/index.test.ts': '',
  'packages/a/src/deep/er.ts': '',
  'packages/a/dist/tsconfig.tsbuildinfo': '{}',
  'packages/a/dist/deep/er.js': '',
};

/** Long after every file was written. */
const later = () => Date.now() + 60_000;

/**
 * @param {string} folder
 * @param {number} [now]
 * @returns {Promise<boolean>} whether it had to build
 */
async function builds(folder, now = later()) {
  let isRun = false;
  await buildUnlessBuilt(folder, async () => void (isRun = true), now);
  return isRun;
}

async function builtTree() {
  const folder = forThisTest(makeTree(files));
  expect(await builds(folder)).toBe(true);
  expect(await builds(folder)).toBe(false);
  return folder;
}

describe('the build', () => {
  const source = 'packages/a/src/index.ts';

  /** @type {{ after: string, change: (folder: string) => void }[]} */
  const changes = [
    {
      after: 'a source has changed',
      change: (at) => writeFileSync(join(at, source), 'export const a = 23;'),
    },
    {
      after: 'a source has changed, but for its size and time',
      change: (at) => {
        const { atime, mtime } = statSync(join(at, source));
        writeFileSync(join(at, source), 'export const a = 2;');
        utimesSync(join(at, source), atime, mtime);
      },
    },
    { after: 'a source is new', change: (at) => writeFileSync(join(at, 'packages/a/src/deep/b.ts'), '') },
    { after: 'a source is gone', change: (at) => rmSync(join(at, source)) },
    {
      after: 'a source was renamed',
      change: (at) => renameSync(join(at, source), join(at, 'packages/a/src/main.ts')),
    },
    {
      after: 'a package is new',
      change: (at) => {
        mkdirSync(join(at, 'packages/b'));
        writeFileSync(join(at, 'packages/b/package.json'), '{}');
      },
    },
    ...[
      'package.json',
      'pnpm-lock.yaml',
      'pnpm-workspace.yaml',
      'turbo.json',
      'tooling/tsconfig/node.json',
      'packages/a/package.json',
      'packages/a/tsconfig.json',
    ].map((file) => ({
      after: `${file} has changed`,
      change: (/** @type {string} */ at) => appendFileSync(join(at, file), '\n'),
    })),
    { after: 'a file for all builds is new', change: (at) => writeFileSync(join(at, 'tsconfig.json'), '{}') },
    {
      after: 'the built files are gone',
      change: (at) => rmSync(join(at, 'packages/a/dist'), { recursive: true }),
    },
    { after: 'one built file is gone', change: (at) => rmSync(join(at, 'packages/a/dist/deep/er.js')) },
    {
      after: 'another program has built',
      change: (at) => appendFileSync(join(at, 'packages/a/dist/tsconfig.tsbuildinfo'), '\n'),
    },
    {
      after: 'node_modules is new',
      change: (at) => rmSync(join(at, 'node_modules'), { recursive: true }),
    },
  ];

  it.each(changes)('runs when $after, once', async ({ change }) => {
    const folder = await builtTree();
    change(folder);
    expect(await builds(folder)).toBe(true);
    expect(await builds(folder)).toBe(false);
  });

  it.each(['tooling/bench/package.json', 'packages/a/src/index.test.ts'])(
    'does not run when only %s has changed, which is built into nothing',
    async (file) => {
      const folder = await builtTree();
      appendFileSync(join(folder, file), '\n');
      expect(await builds(folder)).toBe(false);
    },
  );

  it('runs again when a source has changed while it ran', async () => {
    const folder = forThisTest(makeTree(files));
    await buildUnlessBuilt(folder, async () => appendFileSync(join(folder, source), '\n'), later());
    expect(await builds(folder)).toBe(true);
  });

  it('runs again after a source so new that it could change without a new time', async () => {
    const folder = forThisTest(makeTree(files));
    expect(await builds(folder, Date.now())).toBe(true);
    expect(await builds(folder)).toBe(true);
  });

  it('runs each time when a source is a link, because what it leads to may have changed', async () => {
    const folder = forThisTest(makeTree(files));
    symlinkSync('../tsconfig.json', join(folder, 'packages/a/src/linked.json'));
    expect(await builds(folder)).toBe(true);
    expect(await builds(folder)).toBe(true);
  });

  it('runs again after it failed, also when nothing has changed', async () => {
    const folder = await builtTree();
    const text = readFileSync(join(folder, source));
    writeFileSync(join(folder, source), 'wrong');
    const failing = () => Promise.reject(new Error('wrong'));
    await expect(buildUnlessBuilt(folder, failing, later())).rejects.toThrow('wrong');
    writeFileSync(join(folder, source), text);
    expect(await builds(folder)).toBe(true);
  });
});

/** What turbo says of a package without a script named build. */
const NO_SCRIPT = '<NONEXISTENT>';

it('looks at every file of which turbo says that a build depends on it', async () => {
  const turbo = join(root, 'node_modules/.bin/turbo');
  const PATH = [await findPnpm(root), process.env['PATH']].join(delimiter);
  const env = { ...process.env, PATH, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' };
  const told = execFileSync(turbo, ['run', 'build', '--dry=json'], { cwd: root, env, encoding: 'utf8' });
  const { globalCacheInputs, tasks } = JSON.parse(told);
  /** @type {readonly { command: string, directory: string, inputs: object }[]} */
  const builtBy = tasks.filter((/** @type {{ command: string }} */ { command }) => command !== NO_SCRIPT);
  const asked = builtBy.flatMap(({ directory, inputs }) =>
    Object.keys(inputs).map((file) => join(directory, file)),
  );
  const seen = new Set(buildInputs(root));
  const missed = [...Object.keys(globalCacheInputs.files), ...asked].filter((file) => !seen.has(file));
  expect(asked.length).toBeGreaterThan(500);
  expect(missed.filter((file) => existsSync(join(root, file)))).toEqual([]);
}, 60_000);
