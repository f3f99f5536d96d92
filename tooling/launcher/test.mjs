// @ts-check
// `npm test`: checks and tests, from a fresh clone on. `npm test -- --changed` runs the checks and the tests that a
// change affects, `npm test -- packages/core` only the tests there, without the checks.
import { join } from 'node:path';
import { root } from '../workspace/root.mjs';
import { prepare } from './prepare.mjs';
import { runAll } from './run-all.mjs';
import { asksForChecks } from './run-checks.mjs';
import { passedOn, runInFront, runMain } from './run-program.mjs';

await runMain(async () => {
  const args = passedOn(process.argv);
  const env = await prepare(root);
  if (asksForChecks(args)) return runAll(root, args, env);
  return runInFront(join(root, 'node_modules/.bin/vitest'), ['run', ...args], { cwd: root, env });
});
