import { setTimeout } from 'node:timers/promises';

/** How often a transaction is tried in all, unless the caller has more timeouts. */
const ATTEMPTS = 5;

/** The longest wait before the first new attempt, in milliseconds; it doubles each time. */
const FIRST_WAIT = 20;

/**
 * Runs work again when another transaction was in its way: at most five times in all or as often as `attempts`
 * says, after waits of random length, so that two do not meet again.
 *
 * @throws whatever the last attempt threw
 *
 * @example
 * await withRetry(() => inTransaction(database, dialect, work), (error) => failureOf(error, dialect)?.kind === 'retry');
 */
export async function withRetry<Result>(
  work: () => Promise<Result>,
  passes: (error: unknown) => boolean,
  attempts: number = ATTEMPTS,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !passes(error)) throw error;
      await setTimeout(Math.random() * FIRST_WAIT * 2 ** (attempt - 1));
    }
  }
}
