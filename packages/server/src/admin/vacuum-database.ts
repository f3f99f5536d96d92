import type { Vacuumed } from '@scimwright/store';
import { AdminRefusal, type AdminDeps } from './admin-deps.ts';

/**
 * Writes the files of the database anew, as small as what they hold, with nothing of what was deleted. Nothing can be stored
 * meanwhile; what a running host is asked to read, it answers.
 *
 * @throws AdminRefusal where the database sees to that by itself
 *
 * @example
 * const { before, after } = await vacuumDatabase(deps);
 */
export async function vacuumDatabase({ store }: Pick<AdminDeps, 'store'>): Promise<Vacuumed> {
  const vacuumed = await store.vacuum();
  if (vacuumed !== undefined) return vacuumed;
  throw new AdminRefusal(
    'This is for SQLite. PostgreSQL makes room by itself: its autovacuum clears what was deleted and leaves the files as large as they are. To make them smaller, an administrator of the server runs "vacuum full", which locks each table while it lasts.',
  );
}
