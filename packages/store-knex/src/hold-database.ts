import { dbError } from './db-error.ts';
import { chooseDialect } from './dialect/choose-dialect.ts';
import { holdSqliteFile, type HoldOptions } from './dialect/hold-sqlite-file.ts';

/**
 * Holds a database for one host, where it serves no more than one: a SQLite file. A PostgreSQL database may have several.
 * Whoever opens the store without it, as the command line does, is not in the way.
 *
 * @returns what lets it go; when the process dies, the system does
 * @throws StoreUnavailable, with the code OTHER_HOST when another host has it still, and STOPPED when it was told to stop
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
