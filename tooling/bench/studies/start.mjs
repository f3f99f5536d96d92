// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../ci/running-host.mjs';
import { median } from '../statistics.mjs';
/** @import { Study } from './table.mjs' */

const STARTS = 5;
const SECONDS = 60;

/** @typedef {{ firstMs: number, laterMs: readonly number[], medianMs: number }} Starts */

/**
 * How long `npm start` takes until `/readyz` answers 200: with a new data folder, and with one that is there.
 *
 * @type {Study<Starts>}
 */
export async function measureStarts({ stage, checkout, say }) {
  const env = {
    ...process.env,
    PORT: String(await freePort()),
    HOST: '127.0.0.1',
    DATA_DIR: stage.newFolder('start'),
  };
  say('a first start');
  const firstMs = await startOnce(checkout, env);
  const laterMs = [];
  for (let at = 1; at <= STARTS; at += 1) {
    say(`later start ${at} of ${STARTS}`);
    laterMs.push(await startOnce(checkout, env));
  }
  return { firstMs, laterMs, medianMs: median(laterMs) };
}

/**
 * @param {string} checkout
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} the milliseconds
 */
async function startOnce(checkout, env) {
  const begin = performance.now();
  const npm = spawn('npm', ['start'], { cwd: checkout, env, stdio: 'ignore' });
  const ended = once(npm, 'exit');
  const stop = () => npm.kill('SIGTERM');
  process.once('exit', stop);
  try {
    while (performance.now() - begin < SECONDS * 1000) {
      const answer = await fetch(`http://127.0.0.1:${env['PORT']}/readyz`).catch(() => undefined);
      if (answer?.status === 200) return performance.now() - begin;
      if (npm.exitCode !== null) throw new Error(`npm start ended with ${npm.exitCode} before it was ready.`);
      await sleep(5);
    }
    throw new Error(`npm start was not ready within ${SECONDS} s.`);
  } finally {
    stop();
    await ended;
    process.off('exit', stop);
  }
}
