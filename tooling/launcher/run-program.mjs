// @ts-check
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';

/**
 * Runs a command of the launcher and exits with its code, if it returns one. A refusal prints its message; any other
 * error is a bug of ours and keeps its stack.
 *
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    const code = await main();
    if (code !== undefined) process.exitCode = code;
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

/** @param {unknown} error */
function exitCodeOf(error) {
  if (error instanceof Interrupted) return error.exitCode;
  console.error(error instanceof Refusal ? `\n${error.message}\n` : error);
  return 1;
}

/** An error that the user can act on; its message is printed without a stack. */
export class Refusal extends Error {
  /** @override */
  name = 'Refusal';
}

/** A signal stopped the launcher during a step. That is no failure, so nothing is printed. */
export class Interrupted extends Error {
  /** @override */
  name = 'Interrupted';

  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`Stopped by ${signal}`);
    /** As a shell reports a process that a signal ended. */
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * The arguments for the program behind the launcher. npm removes the `--` of `npm start -- --empty`;
 * `node start.mjs -- --empty` keeps it.
 *
 * @param {readonly string[]} argv `process.argv`
 */
export function passedOn(argv) {
  const args = argv.slice(2);
  return args[0] === '--' ? args.slice(1) : args;
}

/** The signals by which a user, a closed terminal or a supervisor stops the launcher. */
export const STOP_SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

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
    // npm forwards signals, and a supervisor may signal the whole group, so one signal can arrive several times.
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
 * Ctrl-C and a closed window signal every process of the terminal's group, the child included.
 *
 * @param {NodeJS.Signals} signal
 */
function sentByTerminal(signal) {
  return signal !== 'SIGTERM' && process.stdin.isTTY;
}

/**
 * Runs a program and writes its output to a log file. The program leads its own process group, so that a signal stops
 * all of its processes: an install is a tree of npx, pnpm, node-gyp, make and compilers.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, log: string }} options
 * @returns {Promise<{ ok: boolean, output: string }>}
 * @throws {Interrupted} when a signal stops the launcher
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
    // The group has already ended.
  }
}
