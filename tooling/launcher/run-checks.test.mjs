// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { forThisTest } from '../workspace/for-this-test.mjs';
import { makeTree } from '../workspace/make-tree.mjs';
import { asksForChecks, runChecks, sideBySide } from './run-checks.mjs';

/**
 * Creates a project whose checks are programs.
 *
 * @param {Record<string, string>} programs sources for Node, by the name of the check
 */
function project(programs) {
  const names = Object.keys(programs);
  const tree = makeTree({
    'package.json': { scripts: Object.fromEntries(names.map((name) => [name, `node ${name}.mjs`])) },
    ...Object.fromEntries(names.map((name) => [`${name}.mjs`, programs[name] ?? ''])),
  });
  return { root: forThisTest(tree), checks: names.map((name) => ({ name })) };
}

/**
 * @param {ReturnType<typeof project>} project
 * @param {number} limit
 */
async function run({ root, checks }, limit) {
  let printed = '';
  const out = { write: (/** @type {string} */ text) => (printed += text) !== '' };
  const failed = await runChecks(root, process.env, { checks, limit, program: 'npm', out });
  return { failed, printed };
}

const waitFor = (/** @type {string} */ file) => `
  import { existsSync, writeFileSync } from 'node:fs';
  import { setTimeout } from 'node:timers/promises';
  while (!existsSync('${file}')) await setTimeout(10);
`;

describe('checks', () => {
  it('run side by side: each of two waits until the other has started', async () => {
    const begin = (/** @type {string} */ name) =>
      `import { writeFileSync as w } from 'node:fs'; w('${name}', '');`;
    const both = project({ a: begin('a.on') + waitFor('b.on'), b: begin('b.on') + waitFor('a.on') });
    expect((await run(both, 2)).failed).toEqual([]);
  });

  it('run no more at a time than there are cores', async () => {
    const note = `
      import { appendFileSync } from 'node:fs';
      import { setTimeout } from 'node:timers/promises';
      appendFileSync('notes', '+'); await setTimeout(50); appendFileSync('notes', '-');
    `;
    const five = project({ a: note, b: note, c: note, d: note, e: note });
    await run(five, 2);
    let running = 0;
    const counts = [...readFileSync(join(five.root, 'notes'), 'utf8')].map(
      (sign) => (running += sign === '+' ? 1 : -1),
    );
    expect([counts.length, Math.max(...counts) <= 2]).toEqual([10, true]);
  });

  it('that fail at the same time each print their output in one piece', async () => {
    const print = (/** @type {string} */ name) => `
      import { setTimeout } from 'node:timers/promises';
      for (let line = 1; line <= 20; line += 1) { console.log('${name}', line); await setTimeout(2); }
      process.exitCode = 1;
    `;
    const { failed, printed } = await run(project({ a: print('a'), b: print('b') }), 2);
    const lines = printed.split('\n').filter((line) => /^ {2}[ab] \d+$/.test(line));
    const of = (/** @type {string} */ name) =>
      Array.from({ length: 20 }, (_, index) => `  ${name} ${index + 1}`);
    const first = lines[0]?.trim()[0] ?? '';
    expect(lines).toEqual([...of(first), ...of(first === 'a' ? 'b' : 'a')]);
    expect(failed.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('do not stop each other: passes and failures are all reported', async () => {
    const { failed, printed } = await run(project({ bad: 'process.exitCode = 3;', good: '' }), 1);
    expect(
      printed
        .split('\n')
        .filter((line) => /^[✓✗]/.test(line))
        .map((line) => line.split(',')[0]),
    ).toEqual(['✗ bad', '✓ good']);
    expect(failed.map(({ name }) => name)).toEqual(['bad']);
  });

  it.each([
    { signal: /** @type {const} */ ('SIGINT'), code: 130 },
    { signal: /** @type {const} */ ('SIGTERM'), code: 143 },
  ])('are stopped by $signal with all their processes, and no more start', async ({ signal, code }) => {
    // Each running process holds a connection, and an ended one does not.
    const open = new Set();
    const server = createServer((socket) => {
      open.add(socket);
      socket.on('error', () => {}).on('close', () => open.delete(socket));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const connect = `require('node:net').connect(${JSON.stringify(server.address())})`;
    const parent = `
        import { spawn } from 'node:child_process';
        import { createRequire } from 'node:module';
        const require = createRequire(import.meta.url);
        ${connect};
        spawn(process.execPath, ['-e', ${JSON.stringify(connect)}]);
      `;
    const { root, checks } = project({
      a: parent,
      b: parent,
      never: "import { writeFileSync } from 'node:fs'; writeFileSync('began', '');",
    });
    const launcher = launch(root, checks);
    while (open.size < 4) await sleep(20);
    launcher.kill(signal);
    expect(await once(launcher, 'exit')).toEqual([code, null]);
    while (open.size > 0) await sleep(20);
    expect(existsSync(join(root, 'began'))).toBe(false);
    server.close();
  });
});

/**
 * Runs checks two at a time, in a separate launcher.
 *
 * @param {string} root
 * @param {readonly { name: string }[]} checks
 */
function launch(root, checks) {
  const url = (/** @type {string} */ path) => JSON.stringify(new URL(path, import.meta.url).href);
  const options = JSON.stringify({ checks, limit: 2, program: 'npm' });
  const launcher = `
    const { runChecks } = await import(${url('./run-checks.mjs')});
    const { runMain } = await import(${url('./run-program.mjs')});
    await runMain(async () => (await runChecks(${JSON.stringify(root)}, process.env, ${options})).length);
  `;
  return spawn(process.execPath, ['--input-type=module', '--eval', launcher], { stdio: 'ignore' });
}

const rows = [
  { args: [], asks: true },
  { args: ['--changed'], asks: true },
  { args: ['--changed', 'origin/main'], asks: true },
  { args: ['--changed=origin/main'], asks: true },
  { args: ['packages/core'], asks: false },
  { args: ['packages/core', '-t', 'is not --changed'], asks: false },
];

it.each(rows)('a run with $args has the checks: $asks', ({ args, asks }) => {
  expect(asksForChecks(args)).toBe(asks);
});

describe('work side by side', () => {
  it.each([1, 2, 3])('runs %d at a time, and never more', async (limit) => {
    let inHand = 0;
    /** @type {number[]} */
    const seen = [];
    await sideBySide([1, 2, 3, 4, 5], limit, async (item) => {
      seen.push((inHand += 1));
      for (let turn = 0; turn < item; turn += 1) await setImmediate();
      inHand -= 1;
    });
    expect(Math.max(...seen)).toBe(limit);
  });

  it('returns results in the order of the items, not of their ends', async () => {
    const answers = await sideBySide([3, 1, 2], 3, async (turns) => {
      for (let turn = 0; turn < turns; turn += 1) await setImmediate();
      return turns * 10;
    });
    expect(answers).toEqual([30, 10, 20]);
  });

  it('starts nothing after an error, and throws it when running work has ended', async () => {
    /** @type {string[]} */
    const told = [];
    const running = sideBySide(['breaks', 'goes on', 'never begins'], 2, async (item) => {
      told.push(`begin ${item}`);
      await setImmediate();
      if (item === 'breaks') throw new Error('broken');
      await setImmediate();
      told.push(`end ${item}`);
    });
    await expect(running).rejects.toThrow('broken');
    expect(told).toEqual(['begin breaks', 'begin goes on', 'end goes on']);
  });
});
