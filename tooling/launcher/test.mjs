// @ts-check
// `npm test`: from a fresh clone to an answer. `npm test -- --changed` runs what a change touches, and
// `npm test -- packages/core` only those tests, as vitest shows them.
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
