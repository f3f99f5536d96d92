// @ts-check
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { STOP_SIGNALS } from './stop-signals.mjs';

/**
 * Runs a program in the foreground, as if the launcher were not there.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} the code to exit with: the program's own, or a shell's 128 + signal
 */
export async function runInFront(command, args, { cwd, env }) {
  const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
  const told = new Set();
  /** @param {NodeJS.Signals} signal */
  const tell = (signal) => {
    // npm forwards what it receives and a supervisor may signal the whole group: the same wish can reach
    // us several times, and is passed on once.
    if (told.has(signal) || sentByTerminal(signal)) return;
    told.add(signal);
    child.kill(signal);
  };
  for (const signal of STOP_SIGNALS) process.on(signal, tell);
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
    });
  } finally {
    for (const signal of STOP_SIGNALS) process.off(signal, tell);
  }
}

/**
 * Ctrl-C and a closed window reach every process of the terminal's group, so the child has its own copy.
 *
 * @param {NodeJS.Signals} signal
 */
function sentByTerminal(signal) {
  return signal !== 'SIGTERM' && process.stdin.isTTY;
}
