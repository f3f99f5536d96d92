// @ts-check
// `npm test`: from a fresh clone to an answer. With arguments, `npm test -- packages/core`, only those tests.
import { join } from 'node:path';
import { passedOn } from './passed-on.mjs';
import { prepare } from './prepare.mjs';
import { root } from '../workspace/root.mjs';
import { runChecks } from './run-checks.mjs';
import { runInFront } from './run-in-front.mjs';
import { runMain } from './run-main.mjs';

await runMain(async () => {
  const chosen = passedOn(process.argv);
  const env = await prepare(root);
  const failed = chosen.length > 0 ? [] : await runChecks(root, env);
  // Said before the tests, because the last line belongs to their count.
  if (failed.length > 0) console.log(`\nThese checks failed, so this run fails: ${failed.join(', ')}.`);
  const tests = await runInFront(join(root, 'node_modules/.bin/vitest'), ['run', ...chosen], {
    cwd: root,
    env,
  });
  return tests || (failed.length > 0 ? 1 : 0);
});
