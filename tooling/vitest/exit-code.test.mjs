// @ts-check
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../workspace/root.mjs';

it('a run with a test that fails ends with another exit code than 0', async () => {
  const child = spawn(
    join(root, 'node_modules/.bin/vitest'),
    ['run', '--root', root, '--config', 'tooling/vitest/fixtures/fails.config.ts'],
    { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let printed = '';
  child.stdout.on('data', (text) => (printed += text));
  const code = await new Promise((resolve) => {
    child.once('close', resolve);
  });
  expect(printed).toContain('0 passed, 1 failed, 0 skipped');
  expect(code).toBe(1);
});
