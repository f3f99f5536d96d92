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

/**
 * The time of all threads. The scheduler counts nanoseconds; without its statistics there are ticks of 10 ms.
 *
 * @param {number} pid
 */
function cpuMs(pid) {
  if (existsSync(`/proc/${pid}/schedstat`)) {
    const nanoseconds = readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => {
      const [running] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
      return sum + Number(running);
    }, 0);
    return nanoseconds / 1e6;
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
