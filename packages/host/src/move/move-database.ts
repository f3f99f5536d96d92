import {
  moveDatabase as move,
  MoveRefusal,
  type MovedTable,
  type MoveProgress,
} from '@scimwright/store-knex';
import { readDatabaseUrl } from '../config.ts';
import { withoutPassword } from '../project/without-password.ts';
import { tlsWarning } from '../tls-warning.ts';
import { explainMove } from './explain-move.ts';

/** A database that was moved. The URLs have no password. */
export interface MovedDatabase {
  readonly from: string;
  readonly to: string;
  /** All rows, in all tables. */
  readonly rows: number;
  readonly tables: readonly MovedTable[];
}

/** The names of the two databases to a person. */
const SETTINGS = { source: '--from', target: '--to' } as const;

/**
 * Moves a database, and says in words why it cannot be moved.
 *
 * @param options.folder - what a path is relative to
 * @param options.onWarning - is told if the rows travel unprotected
 * @param options.onProgress - called after each portion of rows
 * @param options.isStopped - whether to stop
 * @throws HostRefusal that says what to do
 *
 * @example
 * const { rows } = await moveDatabase({ from: 'sqlite:a.sqlite', to: 'sqlite:b.sqlite', folder: '/srv/flow' });
 */
export async function moveDatabase(options: {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly folder: string;
  readonly onWarning?: ((sentence: string) => void) | undefined;
  readonly onProgress?: ((progress: MoveProgress) => void) | undefined;
  readonly isStopped?: (() => boolean) | undefined;
}): Promise<MovedDatabase> {
  const { folder, onWarning = () => undefined, onProgress, isStopped } = options;
  const urls = {
    source: readDatabaseUrl(SETTINGS.source, options.from, folder),
    target: readDatabaseUrl(SETTINGS.target, options.to, folder),
  };
  for (const warning of new Set(Object.values(urls).map(tlsWarning))) {
    if (warning !== undefined) onWarning(warning);
  }
  try {
    const tables = await move({ from: urls.source, to: urls.target, onProgress, isStopped });
    return {
      from: withoutPassword(urls.source).url,
      to: withoutPassword(urls.target).url,
      rows: tables.reduce((sum, { rows }) => sum + rows, 0),
      tables,
    };
  } catch (error) {
    if (!(error instanceof MoveRefusal)) throw error;
    throw explainMove(error, urls[error.side], SETTINGS[error.side]);
  }
}
