import { AdminRefusal, type AdminDeps } from './admin-deps.ts';
import { audit } from './audit.ts';
import { clockWarning } from './clock-warning.ts';

/** The clock of this machine, and the latest time that the hosts of the database have been at. */
export interface ShownClock {
  readonly clock: string;
  /** Undefined until a host has written it. */
  readonly mark: string | undefined;
  /** What to look at; undefined when there is nothing. */
  readonly warning: string | undefined;
}

/**
 * Shows the clock of this machine beside the mark that hosts have left in the database.
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

/** Where the mark was, and where it is now. */
export interface SetBack {
  readonly from: string;
  readonly to: string;
}

/**
 * Sets the mark back to what the clock of this machine says: it was ahead by mistake. Tokens and links that ended in between work
 * again.
 *
 * @throws AdminRefusal when the clock is not behind the mark
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
