import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { StoreUnavailable } from '@scimwright/store';
import { openKnex } from '../open-knex.ts';
import { existing, makeFile } from './sqlite.ts';

/** How a database is held. */
export interface HoldOptions {
  /** How long it is waited for another host to let go, in milliseconds. */
  readonly waitMs: number;
  /** Is called once, when another host holds it: whether waiting is worth while. It is, unless this says no. */
  readonly onBusy?: (() => Promise<boolean>) | undefined;
  /** Whether the one who waits is to stop. */
  readonly isStopped?: (() => boolean) | undefined;
}

/** How long it is waited between two attempts, in milliseconds. */
const PAUSE_MS = 200;

/**
 * Holds a SQLite file for one host: by an exclusive transaction on an empty SQLite file beside it, whose lock the system takes
 * away from a process that dies. The file is known by where its links lead. Nobody who opens the database itself is in the way.
 *
 * @returns what lets it go
 * @throws StoreUnavailable OTHER_HOST, STOPPED; what the system says of a file that cannot be made
 *
 * @example
 * const release = await holdSqliteFile('.data/scimwright.sqlite', { waitMs: 0 });
 */
export async function holdSqliteFile(path: string, options: HoldOptions): Promise<() => Promise<void>> {
  const filename = resolve(path);
  await makeFile(filename);
  const place = `${await realpath(filename)}-host`;
  await makeFile(place);
  const database = openKnex(
    {
      client: 'sqlite3',
      connection: { filename: existing(place), flags: ['OPEN_URI'] },
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    },
    undefined,
  );
  const connection: unknown = await database.client.acquireConnection().catch(async (error: unknown) => {
    await database.destroy();
    throw error;
  });
  const run = async (sql: string): Promise<void> => {
    await database.raw(sql).connection(connection);
  };
  const release = async (): Promise<void> => {
    await database.client.releaseConnection(connection);
    await database.destroy();
  };
  try {
    await run('pragma busy_timeout = 0');
    await untilHeld(() => run('begin exclusive'), options);
    // Closing its connection ends the transaction.
    return release;
  } catch (error) {
    await release();
    throw error;
  }
}

async function untilHeld(
  take: () => Promise<void>,
  { waitMs, onBusy = async () => true, isStopped = () => false }: HoldOptions,
): Promise<void> {
  let isToWait: boolean | undefined;
  for (let waited = 0; ; waited += PAUSE_MS) {
    const isTaken = await take().then(
      () => false,
      (error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return true;
        throw error;
      },
    );
    if (!isTaken) return;
    if (waited >= waitMs) throw new StoreUnavailable('OTHER_HOST');
    isToWait ??= await onBusy();
    if (!isToWait) throw new StoreUnavailable('OTHER_HOST');
    if (isStopped()) throw new StoreUnavailable('STOPPED');
    await setTimeout(PAUSE_MS);
  }
}
