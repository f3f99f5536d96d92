// @ts-check
import { studies } from './studies/table.mjs';
/** @import { Options } from './options.mjs' */
/** @import { ServerName } from './servers/table.mjs' */

/** Seconds for starting a server, and for all phases with one user: about, on two cores. */
const TURN = /** @satisfies {Record<ServerName, { start: number, user: number }>} */ ({
  template: { start: 2.5, user: 0.018 },
  promapp: { start: 2.5, user: 0.014 },
  'promapp-postgres': { start: 4, user: 0.016 },
  floor: { start: 1, user: 0.004 },
  'floor-single': { start: 1, user: 0.009 },
  'floor-postgres': { start: 1.5, user: 0.004 },
  scimmy: { start: 1, user: 0.016 },
});

/** What the time for building and for one PostgreSQL server comes to. */
const BEFORE = 5;

/**
 * About how many seconds a run takes.
 *
 * @param {Options} options
 */
export function estimateSeconds(options) {
  const { parts, servers, phases, rounds, counts } = options;
  const share = phases.length / 6;
  const round = servers.reduce(
    (sum, name) => sum + TURN[name].start + TURN[name].user * counts.users * share,
    0,
  );
  return parts.reduce(
    (sum, part) => sum + (part === 'rounds' ? rounds * round : studies[part].estimate(options)),
    BEFORE,
  );
}

/** @param {number} seconds */
export function inWords(seconds) {
  const minutes = Math.round(seconds / 60);
  if (minutes === 0) return `${Math.max(5, Math.round(seconds / 5) * 5)} seconds`;
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}
