import type { MoveRefusal, MoveSide } from '@scimwright/store-knex';
import { HostRefusal } from '../config.ts';
import { databaseRefusal } from '../database-refusal.ts';
import { withoutPassword } from '../project/without-password.ts';

/** What an advice is about. */
interface About {
  /** The URL of the database, without its password. */
  readonly url: string;
  /** The table, the column or the sessions. */
  readonly what: string;
}

const UNSEEN = 'so that nothing is written there that the move does not copy';

/** Advice for the codes of a move. All other codes are those of a database that cannot be opened. */
const ADVICE: Readonly<Record<MoveSide, Readonly<Record<string, (about: About) => string>>>> = {
  source: {
    NO_TABLES: ({ url }) => `There is nothing to move: no host has used ${url} yet. Correct --from.`,
    OLDER_TABLES: ({ url }) =>
      `The tables of ${url} are of an earlier version. Make a backup of it. Then bring them up to date, which any command does, and move it: DATABASE_URL='${url}' npx scimwright tenant list`,
    NEWER_TABLES: ({ url }) =>
      `The tables of ${url} were made by a newer version. Move it with the command line of that version.`,
    OTHER_HOST: ({ url }) => `A host uses ${url}. Stop it, ${UNSEEN}.`,
    OTHER_SESSIONS: ({ url, what }) =>
      `Other sessions are connected to ${url}: ${what}. Stop every host and end the others, ${UNSEEN}.`,
    '55P03': ({ url }) =>
      `Somebody is writing into ${url}. Stop every host and end other sessions, ${UNSEEN}.`,
    OTHER_COLUMNS: ({ url, what }) =>
      `Table ${what} of ${url} does not have the columns that this version makes. Undo what was changed in it by hand.`,
    OTHER_VALUE: ({ url, what }) =>
      `Column ${what} of ${url} holds a value that no host stores there. Correct what was changed in it by hand.`,
  },
  target: {
    SAME_DATABASE: ({ url }) =>
      `${url} is the database to move, or it was moved there already. Name a new, empty database with --to.`,
    NOT_EMPTY: ({ url, what }) =>
      `${url} is not empty: it has table ${what}. Name a new, empty database with --to.`,
    OTHER_HOST: ({ url }) => `A host uses ${url}. Name a new, empty database with --to.`,
    DIFFERENT_ROWS: ({ url, what }) =>
      `Table ${what} is not the same in both databases after it was copied, so nothing was kept in ${url}. This should not happen: please report it.`,
    STOPPED: ({ url }) => `Stopped. Nothing was kept in ${url}: it is empty, and you can move again.`,
    COMMIT_UNKNOWN: ({ url }) =>
      `The connection to ${url} broke during the commit, the last step. Either everything is there or nothing. Move again: if it was moved, the command says so.`,
  },
};

/** Says why a database was not moved, and what to do. */
export function explainMove({ side, reason }: MoveRefusal, databaseUrl: string, setting: string): unknown {
  const advice = ADVICE[side][reason.code];
  if (advice === undefined) return databaseRefusal(reason, databaseUrl, setting);
  const what = ('constraint' in reason ? reason.constraint : undefined) ?? '';
  return new HostRefusal(advice({ url: withoutPassword(databaseUrl).url, what }));
}
