import { randomBytes } from 'node:crypto';
import type { Failure } from './dialect/dialect.ts';
import type { Transact } from './in-transaction.ts';

/** As many bytes as the largest resource has, in hex. */
const FILLER_BYTES = 32_768;

/** Transactions, and whether one of them found the disk full. */
export interface TrackedRoom {
  readonly transact: Transact;
  /** The code of that failure; undefined otherwise. */
  lack(): string | undefined;
  /** Records that there is room again. */
  found(): void;
}

/**
 * Records when a transaction fails because the disk is full. A later commit does not clear that: it may have written nothing, or into
 * free pages of the files.
 *
 * @param explain - what the database says of an error
 */
export function trackRoom(transact: Transact, explain: (error: unknown) => Failure | undefined): TrackedRoom {
  let lack: string | undefined;
  return {
    transact: async (work, mode) => {
      try {
        return await transact(work, mode);
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
 * Writes random bytes, as many as the largest resource has, and deletes them again.
 *
 * @throws the error of the write
 */
export async function probeRoom(transact: Transact): Promise<void> {
  const filler = randomBytes(FILLER_BYTES).toString('hex');
  // In two transactions: a row deleted within one is never written.
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
