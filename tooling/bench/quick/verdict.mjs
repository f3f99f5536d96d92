// @ts-check
import { median } from '../statistics.mjs';
/** @import { Spread } from '../statistics.mjs' */

/** A difference below this is nothing to speak of, however sure it is. */
const WORTH_SAYING = 0.02;

/**
 * What a request takes in this checkout, as a ratio to its base.
 *
 * @typedef {{ what: string, time: Spread, cpu?: Spread | undefined }} Compared
 */

const measures = /** @type {const} */ ([
  { of: 'time', worse: 'is slower', better: 'is faster' },
  { of: 'cpu', worse: 'takes more processor time', better: 'takes less processor time' },
]);

/**
 * Says in words whether this checkout is slower than its base. A difference counts when the whole interval of its ratio is
 * on one side of 1.
 *
 * @param {readonly Compared[]} rows
 * @param {string} base what it is compared with
 */
export function verdictOf(rows, base) {
  const findings = measures.flatMap(({ of, worse, better }) => [
    ...listed(
      worse,
      rowsWhere(rows, of, ({ median, low }) => low > 1 && median - 1 >= WORTH_SAYING),
    ),
    ...listed(
      better,
      rowsWhere(rows, of, ({ median, high }) => high < 1 && 1 - median >= WORTH_SAYING),
    ),
  ]);
  const noise = `The noise is ± ${percent(noiseOf(rows, 'time'))} of the time and ± ${percent(noiseOf(rows, 'cpu'))} of the processor time.`;
  if (findings.length === 0)
    return `This checkout is not measurably slower or faster than ${base}: no difference is beyond the noise. ${noise}`;
  return `Compared with ${base}, this checkout ${findings.join('; it ')}. Nothing else differs beyond the noise. ${noise}`;
}

/**
 * What can be said when there is no base: how far it is from the least server.
 *
 * @param {readonly Compared[]} rows
 */
export function distanceOf(rows) {
  const times = rows.map(({ time }) => time.median).toSorted((a, b) => a - b);
  return `Whether the change made it slower is not known, because there is no base to compare with. Beside L, a request takes ${times[0]?.toFixed(1)} to ${times.at(-1)?.toFixed(1)} times as long.`;
}

/**
 * Half of the usual interval, as a share of the ratio.
 *
 * @param {readonly Compared[]} rows
 * @param {'time' | 'cpu'} measure
 */
function noiseOf(rows, measure) {
  const found = rowsWhere(rows, measure, () => true);
  return median(found.map(({ ratio }) => (ratio.high - ratio.low) / 2 / ratio.median));
}

/**
 * @param {readonly Compared[]} rows
 * @param {'time' | 'cpu'} measure
 * @param {(ratio: Spread) => boolean} holds
 */
function rowsWhere(rows, measure, holds) {
  return rows.flatMap(({ what, [measure]: ratio }) => (ratio && holds(ratio) ? [{ what, ratio }] : []));
}

/**
 * @param {string} finding
 * @param {readonly { what: string, ratio: Spread }[]} rows
 */
function listed(finding, rows) {
  return rows.length === 0 ? [] : [`${finding} in ${rows.map(inWords).join(', ')}`];
}

/** @param {{ what: string, ratio: Spread }} row */
function inWords({ what, ratio }) {
  const [low = 0, high = 0] = [ratio.low, ratio.high]
    .map((value) => Math.abs(value - 1))
    .toSorted((a, b) => a - b);
  return `${what} by ${percent(Math.abs(ratio.median - 1))} (${percent(low)} to ${percent(high)})`;
}

/** @param {number} share */
function percent(share) {
  if (!Number.isFinite(share)) return '?';
  return `${(share * 100).toFixed(share < 0.0995 ? 1 : 0)} %`;
}
