import { dbError } from './db-error.ts';
import { chooseDialect } from './dialect/choose-dialect.ts';
import { holdSqliteFile, type HoldOptions } from './dialect/hold-sqlite-file.ts';

/**
 * Reserves a SQLite file for one host. A PostgreSQL database may have several hosts, so nothing is reserved there. A process that opens
 * the store without this call, such as the command line, is not affected.
 *
 * @returns a function that releases the file; the operating system releases it when the process dies
 * @throws StoreUnavailable OTHER_HOST when another host still holds the file, STOPPED when `isStopped` said so
 *
 * @example
 * const release = await holdDatabase('sqlite:.data/scimwright.sqlite', { waitMs: 20_000 });
 */
export async function holdDatabase(url: string, options: HoldOptions): Promise<() => Promise<void>> {
  const path = /^sqlite:(.+)$/.exec(url)?.[1];
  if (path === undefined) return async () => undefined;
  try {
    return await holdSqliteFile(path, options);
  } catch (error) {
    throw dbError(error, chooseDialect(url));
  }
}
