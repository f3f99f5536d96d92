import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { StoreUnavailable } from '@scimwright/store';
import { openKnex } from '../open-knex.ts';
import { existing, makeFile } from './sqlite.ts';

/** How to reserve a database. */
export interface HoldOptions {
  /** How long to wait for another host, in milliseconds. */
  readonly waitMs: number;
  /** Called once when another host holds it; return false not to wait. */
  readonly onBusy?: (() => Promise<boolean>) | undefined;
  /** Return true to stop waiting. */
  readonly isStopped?: (() => boolean) | undefined;
}

/** The pause between two attempts, in milliseconds. */
const PAUSE_MS = 200;

/**
 * Reserves a SQLite file for one host, by an exclusive transaction on an empty SQLite file beside it. The operating system releases that
 * lock when the process dies. Symbolic links are resolved. A process that opens the database itself is not affected.
 *
 * @returns a function that releases the file
 * @throws StoreUnavailable OTHER_HOST or STOPPED; the system's error when the file cannot be created
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
    // Closing the connection ends the transaction.
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
