import { setTimeout } from 'node:timers/promises';
import type { Logger } from '@scimwright/server';
import { bearerToken, hashToken, sameHash } from '@scimwright/server/internal';
import type { AdminMetrics } from './admin-metrics.ts';
import { RequestProblem } from './problem.ts';

/** Admits administrators, and slows down everybody else. */
export interface AdminGate {
  /**
   * Returns who comes with a right token, at once. A wrong token is counted, and refused after a delay.
   *
   * @param authorization - the header; empty without one
   * @throws RequestProblem 401; 429 at once when too many wrong tokens wait already
   */
  parseResource(authorization: string): Promise<string>;
}

/** How long the first wrong token waits for its answer, in milliseconds; each further one waits twice as long. */
const FIRST_MS = 100;
const MAX_MS = 5_000;

/** After this time, half as many wrong tokens are remembered. */
const HALF_LIFE_MS = 60_000;

/** How many answers to wrong tokens wait at a time. */
const MAX_WAITING = 100;

/** The log has a line about wrong tokens at most this often. */
const LOG_EVERY_MS = 60_000;

const WHERE = 'It is in ADMIN_TOKEN, or in the file admin-token of the data folder.';

/**
 * Opens the gate of the admin API. The more wrong tokens came lately, from any address, the longer the next one waits: no
 * address is trusted, since a proxy or an attacker chooses it. A request without a token is no guess, and is refused at once.
 *
 * @param options.tokens - the admin tokens; each is compared in constant time
 * @param options.wait - waits for a number of milliseconds; a timer unless given
 */
export function openAdminGate(options: {
  readonly tokens: readonly string[];
  readonly clock: () => Date;
  readonly logger: Logger;
  readonly metrics: AdminMetrics;
  readonly wait?: (ms: number) => Promise<unknown>;
}): AdminGate {
  const { clock, logger, metrics, wait = setTimeout } = options;
  const hashes = options.tokens.map(hashToken);
  /** How many wrong tokens came lately, as of `since`. */
  let lately = 0;
  let since = clock().getTime();
  let waiting = 0;
  let unlogged = 0;
  let logged: number | undefined;

  const count = (): number => {
    const now = clock().getTime();
    lately = lately * 0.5 ** (Math.max(0, now - since) / HALF_LIFE_MS) + 1;
    since = now;
    metrics.refused();
    unlogged += 1;
    if (logged === undefined || now - logged >= LOG_EVERY_MS) {
      logger.warn({ refused: unlogged }, 'the admin API was asked with a wrong admin token');
      logged = now;
      unlogged = 0;
    }
    return Math.min(FIRST_MS * 2 ** (lately - 1), MAX_MS);
  };

  return {
    parseResource: async (authorization) => {
      const given = bearerToken(authorization);
      if (given === undefined) {
        throw unauthorized(`Send the admin token in the header Authorization: Bearer. ${WHERE}`);
      }
      const hash = hashToken(given);
      // All are compared, so that the time does not tell which one matched.
      const [which] = hashes.flatMap((own, at) => (sameHash(own, hash) ? [at] : []));
      if (which !== undefined) return `admin-token:${which + 1}`;
      const ms = count();
      if (waiting >= MAX_WAITING) {
        const message = 'Too many wrong admin tokens came at once. Send the right one, or try again later.';
        throw new RequestProblem({ status: 429, error: 'too-many-requests', message });
      }
      waiting += 1;
      await wait(ms);
      waiting -= 1;
      throw unauthorized(`This is not the admin token of this host. ${WHERE}`);
    },
  };
}

function unauthorized(message: string): RequestProblem {
  return new RequestProblem({ status: 401, error: 'unauthorized', message });
}
