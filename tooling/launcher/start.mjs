// @ts-check
// `npm start`: from a fresh clone to a running host. package.json calls it by `exec`, because a shell between
// npm and us would take the SIGTERM that npm passes on, die of it, and leave us running.
import { root } from '../workspace/root.mjs';
import { prepare } from './prepare.mjs';
import { passedOn, runInFront, runMain } from './run-program.mjs';

await runMain(async () => {
  await prepare(root);
  // sqlite3 runs every query on a thread of libuv's pool, and four are too few for readers beside a writer.
  // The pool is sized when a process starts, so this cannot be done inside the host.
  const env = { UV_THREADPOOL_SIZE: '16', ...process.env };
  return runInFront(process.execPath, ['apps/host/dist/main.js', '--demo', ...passedOn(process.argv)], {
    cwd: root,
    env,
  });
});
