// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** @typedef {{ cpuMs: number, rssMiB: number, peakMiB: number }} Usage */

/**
 * What a process has used so far: its processor time, its memory now, and the most that it had. Linux keeps these facts.
 *
 * @param {number} pid
 * @returns {Usage | undefined} undefined elsewhere, and when it has ended
 */
export function usageOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return { cpuMs: cpuMs(pid), rssMiB: mebibytes(status, 'VmRSS'), peakMiB: mebibytes(status, 'VmHWM') };
  } catch {
    return undefined;
  }
}

/** The threads that Node starts for V8, one after the other and before any of libuv's pool. */
const V8_THREADS = 6;

/**
 * The processor time of the threads of a Node process so far, in microseconds: the main one, those of V8, which compile and collect
 * garbage, and libuv's pool, which runs SQLite. Linux gives the ids in the order in which threads start.
 *
 * @param {number} pid
 */
export function threadTimes(pid) {
  const ids = readdirSync(`/proc/${pid}/task`)
    .map(Number)
    .toSorted((a, b) => a - b);
  const times = ids.map((id) => runningMicroseconds(pid, id));
  const sum = (/** @type {readonly number[]} */ some) => some.reduce((all, one) => all + one, 0);
  return {
    'main thread': times[0] ?? Number.NaN,
    "V8's threads": sum(times.slice(1, 1 + V8_THREADS)),
    pool: sum(times.slice(1 + V8_THREADS)),
  };
}

/**
 * @param {number} pid
 * @param {number | string} thread
 */
function runningMicroseconds(pid, thread) {
  const [nanoseconds] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
  return Number(nanoseconds) / 1000;
}

/**
 * The time of all threads. The scheduler counts nanoseconds; without its statistics there are ticks of 10 ms.
 *
 * @param {number} pid
 */
function cpuMs(pid) {
  if (existsSync(`/proc/${pid}/schedstat`)) {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.reduce((sum, thread) => sum + runningMicroseconds(pid, thread), 0) / 1000;
  }
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in parentheses, may have spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/**
 * @param {string} status
 * @param {string} name
 */
function mebibytes(status, name) {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024;
}
