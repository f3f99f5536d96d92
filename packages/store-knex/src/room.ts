import { randomBytes } from 'node:crypto';
import type { Failure } from './dialect/dialect.ts';
import type { Transact } from './in-transaction.ts';

/** As much as the largest resource takes; in hex, two characters a byte. */
const FILLER_BYTES = 32_768;

/** Transactions, and whether one of them found no room on the disk. */
export interface TrackedRoom {
  readonly transact: Transact;
  /** The code of the failure; undefined while nothing is known of one. */
  lack(): string | undefined;
  /** There is room again. */
  found(): void;
}

/**
 * Notes when a transaction fails because there is no room on the disk. One that is kept does not take the note away: it may
 * have written nothing, or little into what the files have to spare.
 *
 * @param explain what is known of an error
 *
 * @example
 * const { lack } = trackRoom((work) => inTransaction(database, dialect, work), (error) => failureOf(error, dialect));
 */
export function trackRoom(transact: Transact, explain: (error: unknown) => Failure | undefined): TrackedRoom {
  let lack: string | undefined;
  return {
    transact: async (work) => {
      try {
        return await transact(work);
      } catch (error) {
        const failure = explain(error);
        if (failure?.kind === 'full') lack = failure.code;
        throw error;
      }
    },
    lack: () => lack,
    found: () => {
      lack = undefined;
    },
  };
}

/**
 * Writes as much as the largest resource takes, of what does not let itself be compressed, and takes it out again.
 *
 * @throws whatever keeps it from being written
 *
 * @example
 * await probeRoom(writer.transact);
 */
export async function probeRoom(transact: Transact): Promise<void> {
  const filler = randomBytes(FILLER_BYTES).toString('hex');
  // In two transactions: what is not there any more at the end of one is written nowhere.
  await transact(async ({ run }) => {
    await run(
      'insert into probes (id, filler) values (1, ?) on conflict (id) do update set filler = excluded.filler',
      [filler],
    );
    return { keep: true, result: undefined };
  });
  await transact(async ({ run }) => {
    await run('delete from probes where id = 1', []);
    return { keep: true, result: undefined };
  });
}
