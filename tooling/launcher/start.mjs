// @ts-check
// `npm start`: from a fresh clone to a running host. package.json calls it by `exec`, because a shell between npm and
// this process would receive npm's SIGTERM, die, and leave this process running.
import { root } from '../workspace/root.mjs';
import { hostProgram } from './host-program.mjs';
import { prepare } from './prepare.mjs';
import { passedOn, runInFront, runMain } from './run-program.mjs';

await runMain(async () => {
  await prepare(root);
  const { args, env } = hostProgram(passedOn(process.argv));
  return runInFront(process.execPath, args, { cwd: root, env });
});
