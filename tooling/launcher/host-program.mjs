// @ts-check

/**
 * How the host of a checkout is started: the arguments of Node, in the checkout's folder, and the environment.
 *
 * @param {readonly string[]} args of the host
 * @returns {{ args: readonly [program: string, ...string[]], env: NodeJS.ProcessEnv }}
 */
export function hostProgram(args) {
  return {
    args: ['apps/host/dist/main.js', '--company', ...args],
    // sqlite3 runs every query on a thread of libuv's pool, and four are too few for readers beside a writer. The host
    // cannot set this: the pool gets its size when a process starts. For `npm start`, package.json sets the same.
    env: { UV_THREADPOOL_SIZE: '16', ...process.env },
  };
}
