// @ts-check
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../workspace/root.mjs';
import { runToEnd } from '../workspace/run-to-end.mjs';

it('a run with a failing test ends with an exit code other than 0', async () => {
  const args = ['run', '--root', root, '--config', 'tooling/vitest/fixtures/fails.config.ts'];
  const { code, stdout } = await runToEnd(join(root, 'node_modules/.bin/vitest'), args, { cwd: root });
  expect(stdout).toContain('0 passed, 1 failed, 0 skipped');
  expect(code).toBe(1);
});
