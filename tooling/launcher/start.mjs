// @ts-check
// `npm start`: from a fresh clone to a running host. package.json calls it by `exec`, because a shell between npm and
// this process would receive npm's SIGTERM, die, and leave this process running.
import { root } from '../workspace/root.mjs';
import { prepare } from './prepare.mjs';
import { passedOn, runInFront, runMain } from './run-program.mjs';

await runMain(async () => {
  await prepare(root);
  // sqlite3 runs every query on a thread of libuv's pool, and four are too few for readers beside a writer. The host
  // cannot set this: the pool gets its size when a process starts.
  const env = { UV_THREADPOOL_SIZE: '16', ...process.env };
  return runInFront(process.execPath, ['apps/host/dist/main.js', '--demo', ...passedOn(process.argv)], {
    cwd: root,
    env,
  });
});
