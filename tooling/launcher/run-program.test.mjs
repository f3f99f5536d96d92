// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { passedOn } from './run-program.mjs';

const module = new URL('./run-program.mjs', import.meta.url).href;

/**
 * Starts a launcher around `node -e program`, as `npm start` does around the host.
 *
 * @param {string} program
 */
function launch(program) {
  const launcher = `
    const { runInFront } = await import(${JSON.stringify(module)});
    const options = { cwd: process.cwd(), env: process.env };
    process.exitCode = await runInFront(process.execPath, ['-e', ${JSON.stringify(program)}], options);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', launcher], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  return { child, output: () => output };
}

describe('a program in the foreground', () => {
  it.each([0, 3])('passes its exit code %d to the launcher', async (code) => {
    const { child } = launch(`process.exit(${code})`);
    expect(await once(child, 'exit')).toEqual([code, null]);
  });

  it('that a signal ends is reported as by a shell', async () => {
    const { child } = launch("process.kill(process.pid, 'SIGKILL')");
    expect(await once(child, 'exit')).toEqual([137, null]);
  });

  it('gets a signal once, even if the launcher gets it repeatedly, and may take time to stop', async () => {
    const { child, output } = launch(`
      process.on('SIGTERM', () => { console.log('told'); setTimeout(() => process.exit(0), 300); });
      setInterval(() => {}, 1000);
      console.log('ready');
    `);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGTERM'), 100);
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(output()).toBe('ready\ntold\n');
  });
});

const rows = [
  { typed: [], args: [] },
  { typed: ['--empty'], args: ['--empty'] },
  { typed: ['--', '--empty'], args: ['--empty'] },
  { typed: ['packages/core', '-t', 'a filter'], args: ['packages/core', '-t', 'a filter'] },
  { typed: ['a', '--', 'b'], args: ['a', '--', 'b'] },
];

it.each(rows)('passes $typed on as $args', ({ typed, args }) => {
  expect(passedOn(['node', 'start.mjs', ...typed])).toEqual(args);
});
