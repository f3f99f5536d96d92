import type { Vacuumed } from '@scimwright/store';
import { AdminRefusal, type AdminDeps } from './admin-deps.ts';
import type { Operation } from './operation.ts';

/**
 * Rewrites the files of the database, as small as what they hold and without anything that was deleted. Meanwhile a
 * running host answers reads, and stores nothing.
 *
 * @throws AdminRefusal where the database does that by itself
 *
 * @example
 * const { before, after } = await vacuumDatabase(deps);
 */
export async function vacuumDatabase({ store }: Pick<AdminDeps, 'store'>): Promise<Vacuumed> {
  const vacuumed = await store.vacuum();
  if (vacuumed !== undefined) return vacuumed;
  throw new AdminRefusal(
    'This is for SQLite. PostgreSQL makes room by itself: its autovacuum clears what was deleted and leaves the files as large as they are. To make them smaller, an administrator of the server runs "vacuum full", which locks each table while it runs.',
  );
}

/** The codes that name a full disk: SQLite's and PostgreSQL's. */
const FULL: ReadonlySet<string> = new Set(['SQLITE_FULL', '53100']);

/**
 * What to say while nothing can be written because the disk has no room.
 *
 * @param code - the database's own, of the write that failed
 *
 * @example
 * diskFullWarning('SQLITE_FULL').startsWith('Nothing can be written: the disk of the database is full'); // true
 */
export function diskFullWarning(code: string): string {
  const what = FULL.has(code) ? 'is full' : 'is full, over its quota or broken';
  return `Nothing can be written: the disk of the database ${what} (${code}). Reads are answered; every write is answered 503 until there is room. Make room on that disk: no restart is needed.`;
}

/** What is done to the database itself. The admin API does none of it. */
export const databaseOperations = {
  vacuumDatabase: {
    id: 'vacuumDatabase',
    summary: 'Rewrite the SQLite file: smaller, and without anything that was deleted',
    command: { words: 'vacuum', arguments: {}, options: {} },
  },
  moveDatabase: {
    id: 'moveDatabase',
    summary: 'Copy a database into an empty one, SQLite or PostgreSQL, and compare every row',
    command: {
      words: 'move',
      arguments: {},
      options: {
        from: {
          flags: '--from <url>',
          kind: 'text',
          help: 'the database to move, which no host uses: sqlite:PATH or postgres://user:password@host:5432/database',
        },
        to: { flags: '--to <url>', kind: 'text', help: 'the empty database to move it to, in the same form' },
      },
    },
  },
} as const satisfies Readonly<Record<string, Operation>>;
