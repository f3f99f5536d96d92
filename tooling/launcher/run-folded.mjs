// @ts-check
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { Interrupted } from './interrupted.mjs';
import { STOP_SIGNALS } from './stop-signals.mjs';

/**
 * Runs a program with its output folded into a log file.
 *
 * It gets a process group of its own: an install is a tree of npx, pnpm, node-gyp, make and compilers, and
 * stopping it means stopping all of them, whether Ctrl-C or a supervisor asks.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, log: string }} options
 * @returns {Promise<{ ok: boolean, output: string }>}
 * @throws {Interrupted} when the launcher was told to stop meanwhile
 */
export async function runFolded(command, args, { cwd, env, log }) {
  const file = openSync(log, 'w');
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', file, file], detached: true });
  /** @type {NodeJS.Signals | undefined} */
  let stoppedBy;
  /** @param {NodeJS.Signals} signal */
  const stop = (signal) => {
    stoppedBy ??= signal;
    signalGroup(child.pid, signal);
  };
  for (const signal of STOP_SIGNALS) process.on(signal, stop);
  try {
    const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
    if (stoppedBy) throw new Interrupted(stoppedBy);
    return { ok: code === 0, output: readFileSync(log, 'utf8') };
  } finally {
    for (const signal of STOP_SIGNALS) process.off(signal, stop);
    closeSync(file);
  }
}

/**
 * @param {number | undefined} leader
 * @param {NodeJS.Signals} signal
 */
function signalGroup(leader, signal) {
  try {
    if (leader) process.kill(-leader, signal);
  } catch {
    // The group has ended by itself in the meantime.
  }
}
