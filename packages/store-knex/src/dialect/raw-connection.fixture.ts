import { openKnex } from '../open-knex.ts';
import type { Preparing } from './keep-prepared.ts';

/** Opens a connection of the driver to an empty database in memory. */
export async function openRawConnection(): Promise<Preparing> {
  const database = openKnex(
    { client: 'sqlite3', connection: { filename: ':memory:' }, useNullAsDefault: true },
    undefined,
  );
  const connection: Preparing = await database.client.acquireRawConnection();
  await database.destroy();
  return connection;
}
