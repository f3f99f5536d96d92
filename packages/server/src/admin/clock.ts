import { AdminRefusal, type AdminDeps } from './admin-deps.ts';
import { audit } from './audit.ts';
import type { Operation } from './operation.ts';
import { spokenSpan } from './spoken-time.ts';

/** The clocks of several hosts agree to within seconds; a smaller difference than this needs no attention. */
const TOLERANCE_MS = 60_000;

/**
 * What to say of a clock that is behind the latest time that a host of its database has reached; undefined when it is
 * not.
 *
 * @example
 * clockWarning(new Date(), new Date()); // undefined
 */
export function clockWarning(now: Date, mark: Date): string | undefined {
  const behind = mark.getTime() - now.getTime();
  if (behind <= TOLERANCE_MS) return undefined;
  return `The clock of this machine is ${spokenSpan(behind)} behind: hosts of this database have been at ${mark.toISOString()}. Tokens and links end by that time until the clock has caught up. If the clock is wrong, correct it. If it is right, and was wrong before, say so: npx scimwright clock set-back`;
}

/** The clock of this machine, and the latest time that a host of the database has reached. */
export interface ShownClock {
  readonly clock: string;
  /** Undefined until a host has written it. */
  readonly mark: string | undefined;
  /** What to look at; undefined when all is well. */
  readonly warning: string | undefined;
}

/**
 * Shows the clock of this machine beside the latest time that hosts have stored in the database.
 *
 * @example
 * const { warning } = await showClock(deps);
 */
export async function showClock({ store, clock }: Pick<AdminDeps, 'store' | 'clock'>): Promise<ShownClock> {
  const mark = (await store.clock.read())?.at;
  const now = clock();
  return {
    clock: now.toISOString(),
    mark,
    warning: mark === undefined ? undefined : clockWarning(now, new Date(mark)),
  };
}

/** The stored time before and after it was set back. */
export interface SetBack {
  readonly from: string;
  readonly to: string;
}

/**
 * Sets the stored time back to the clock of this machine, after a clock was ahead by mistake. Tokens and links that ended
 * in between work again.
 *
 * @throws AdminRefusal when the clock is not behind the stored time
 *
 * @example
 * const { from, to } = await setClockBack(deps);
 */
export async function setClockBack(deps: Pick<AdminDeps, 'store' | 'clock' | 'actor'>): Promise<SetBack> {
  const to = deps.clock().toISOString();
  const before = await deps.store.clock.setBack(to);
  if (before === undefined) {
    throw new AdminRefusal(
      `No host of this database has been later than the clock of this machine, ${to}: there is nothing to set back.`,
      'conflict',
    );
  }
  await audit(deps, 'setClockBack', undefined, `${before.at} to ${to}`);
  return { from: before.at, to };
}

/** The time by which tokens end. The admin API does not show it. */
export const clockOperations = {
  showClock: {
    id: 'showClock',
    summary: 'Show the clock of this machine beside the latest time that a host has reached',
    command: { words: 'clock show', arguments: {}, options: {} },
  },
  setClockBack: {
    id: 'setClockBack',
    summary: 'Set that time back to the clock of this machine, after a clock was ahead by mistake',
    command: { words: 'clock set-back', arguments: {}, options: {} },
  },
} as const satisfies Readonly<Record<string, Operation>>;
