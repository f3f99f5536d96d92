import { setTimeout } from 'node:timers/promises';

/** How often a transaction is tried, unless the caller sets `attempts`. */
const ATTEMPTS = 5;

/** The longest wait before the first new attempt, in milliseconds; it doubles each time. */
const FIRST_WAIT = 20;

/**
 * Runs work again after a conflict with another transaction: five times in all, or `attempts` times, after waits of random length, so
 * that two transactions do not meet again.
 *
 * @throws the error of the last attempt
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
