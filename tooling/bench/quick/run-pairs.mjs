// @ts-check
import { phases } from '../load/phases.mjs';
import { manyAtOnce } from '../../workspace/many-at-once.mjs';
import { Recorder } from '../recorder.mjs';
import { usageOf } from '../servers/usage.mjs';
import { median, medianWithin } from '../statistics.mjs';
/** @import { Counts, PhaseName } from '../load/phases.mjs' */
/** @import { Session } from '../load/session.mjs' */
/** @import { Options } from '../options.mjs' */
/** @import { Spread } from '../statistics.mjs' */

/** So many units make a slice, which takes a few tenths of a second. @satisfies {Partial<Record<PhaseName, number>>} */
const SLICES = { initial: 48, incremental: 48, groups: 8, paging: 1, disable: 32 };
const MEMBERS = 6;
/** Of twenty intervals, all are to hold. */
const CONFIDENCE = 0.999;
/** Fewer give no interval of that confidence. */
const LEAST_PAIRS = 12;

/** @typedef {{ session: Session, pid: number }} Side */
/** @typedef {{ ms: number, requests: number, cpuMs: number | undefined }} Slice */

/**
 * @typedef {object} PairedPhase
 * @property {PhaseName} phase
 * @property {number} pairs
 * @property {Spread} time that a request takes, first side to second
 * @property {Spread | undefined} cpu the server's processor time, the same
 * @property {readonly [number, number]} perSecond requests
 */

/**
 * Both sides do the same slices of work and take turns: first second, second first, and so on. Each pair gives a ratio.
 *
 * @param {readonly Side[]} sides two
 * @param {{ options: Options, seconds: number, leastPairs?: number, say(phase: PhaseName): void }} options
 * @returns {Promise<readonly PairedPhase[]>}
 * @throws WrongAnswer
 */
export async function runPairs([first, second], { options, seconds, leastPairs = LEAST_PAIRS, say }) {
  if (first === undefined || second === undefined) throw new Error('A pair has two sides.');
  const counts = { ...options.counts, members: Math.min(MEMBERS, options.counts.members) };
  const names = /** @type {readonly (keyof typeof SLICES)[]} */ (Object.keys(SLICES));
  /** @type {PairedPhase[]} */
  const results = [];
  for (const name of names) {
    say(name);
    const end = performance.now() + (seconds * 1000) / names.length;
    /** @type {(readonly [Slice, Slice])[]} */
    const pairs = [];
    for (let at = 0; at < mostSlices(name, first.session, counts); at += 1) {
      if (pairs.length > leastPairs && performance.now() > end) break;
      const order = at % 2 === 0 ? [first, second] : [second, first];
      const slices = [];
      for (const side of order) slices.push(await takeSlice(name, side, at, counts, options.inFlight));
      const [a, b] = at % 2 === 0 ? slices : slices.toReversed();
      if (a && b) pairs.push([a, b]);
    }
    // In the first pair both still warm up.
    results.push(summaryOf(name, pairs.length > 1 ? pairs.slice(1) : pairs));
  }
  return results;
}

/**
 * @param {keyof typeof SLICES} name
 * @param {Session} session
 * @param {Counts} counts
 */
function mostSlices(name, session, counts) {
  if (name === 'initial') return Math.ceil(counts.users / SLICES.initial);
  if (name === 'groups' || name === 'paging') return Infinity;
  return Math.floor(session.users.length / SLICES[name]);
}

/**
 * @param {keyof typeof SLICES} name
 * @param {Side} side
 * @param {number} slice
 * @param {Counts} counts
 * @param {number} inFlight
 * @returns {Promise<Slice>}
 */
async function takeSlice(name, { session, pid }, slice, counts, inFlight) {
  const phase = phases[name];
  const record = new Recorder();
  session.notedIn(record);
  const from = slice * SLICES[name];
  const before = usageOf(pid);
  const begin = performance.now();
  await manyAtOnce({ from, to: from + SLICES[name], limit: phase.inFlight ?? inFlight }, (at) =>
    phase.unit(session, at, counts),
  );
  const ms = performance.now() - begin;
  const after = usageOf(pid);
  return { ms, requests: record.requests, cpuMs: before && after && after.cpuMs - before.cpuMs };
}

/**
 * @param {PhaseName} phase
 * @param {readonly (readonly [Slice, Slice])[]} pairs
 * @returns {PairedPhase}
 */
function summaryOf(phase, pairs) {
  const perRequest = (/** @type {Slice} */ { ms, requests }) => ms / requests;
  const rate = (/** @type {0 | 1} */ side) => median(pairs.map((pair) => 1000 / perRequest(pair[side])));
  const cpus = pairs.map(([a, b]) => (a.cpuMs ?? Number.NaN) / a.requests / ((b.cpuMs ?? 0) / b.requests));
  return {
    phase,
    pairs: pairs.length,
    time: medianWithin(
      pairs.map(([a, b]) => perRequest(a) / perRequest(b)),
      CONFIDENCE,
    ),
    cpu: cpus.every(Number.isFinite) ? medianWithin(cpus, CONFIDENCE) : undefined,
    perSecond: [rate(0), rate(1)],
  };
}
