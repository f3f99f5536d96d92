import { StoreFault, StoreUnavailable } from '@scimwright/store';
import { HostRefusal } from './config.ts';

/** Where the database is, for messages; never the password. */
interface Place {
  /** Host and port, or the path of the file. */
  readonly at: string;
  readonly database: string;
  readonly user: string;
  /** What names it to the host or command: `DATABASE_URL`, or an option. */
  readonly setting: string;
}

type Advice = readonly [codes: RegExp, advice: (place: Place, code: string) => string];

/** Advice for our own codes, on any database. */
const ANY: readonly Advice[] = [
  [
    /^NO_TABLES$/,
    ({ at }) =>
      `No host has used the database at ${at} yet. Start the host, which creates it. If the host uses another database, set DATABASE_URL or DATA_DIR as the host does.`,
  ],
  [
    /^NEWER_TABLES$/,
    ({ at }) =>
      `The tables at ${at} were made by a newer version and cannot be taken back. Start that version, or restore the backup made before the upgrade.`,
  ],
];

/** Advice for codes of PostgreSQL, its driver and the system, the more specific first. */
const POSTGRES: readonly Advice[] = [
  [
    /^SHARED_SESSIONS$/,
    ({ at, setting }) =>
      `A pooler answers at ${at} that gives every transaction another session of PostgreSQL, as PgBouncer does with pool_mode = transaction or statement. A host sets timeouts for its sessions and keeps prepared statements in them: there, some of its requests would fail. Set pool_mode = session for this database, or use the port of PostgreSQL itself in ${setting}.`,
  ],
  [
    /^ECONNREFUSED$/,
    ({ at, setting }) =>
      `Nothing listens at ${at}. Start PostgreSQL there, or correct host and port in ${setting}.`,
  ],
  [
    /^(ENOTFOUND|EAI_\w+)$/,
    ({ at, setting }) => `The host name of ${at} is unknown. Correct it in ${setting}, or check DNS.`,
  ],
  [
    /^(CONNECT_TIMEOUT|POOL_TIMEOUT|NO_ANSWER|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/,
    ({ at, setting }) =>
      `Nothing answers at ${at}. Check host and port in ${setting}, and whether a firewall blocks the connection.`,
  ],
  [
    /^28P01$/,
    ({ at, user, setting }) =>
      `PostgreSQL at ${at} rejects the password of user "${user}". Correct user and password in ${setting}.`,
  ],
  [
    /^(NO_PASSWORD|AUTHENTICATION_FAILED)$/,
    ({ at, user, setting }) =>
      `PostgreSQL at ${at} requires a password for user "${user}". Add it to ${setting}: postgres://user:password@host/database.`,
  ],
  [
    /^28/,
    ({ at, user, database, setting }) =>
      `PostgreSQL at ${at} does not let user "${user}" connect to database "${database}". Check that the user may log in, that pg_hba.conf has a line for this machine, and whether that line requires TLS: ?sslmode=require in ${setting}.`,
  ],
  [
    /^3D000$/,
    ({ at, database, setting }) =>
      `There is no database "${database}" at ${at}. Create it with createdb, or correct its name in ${setting}.`,
  ],
  [
    /^42501$/,
    ({ user, database }) =>
      `User "${user}" may not create tables in database "${database}". Make it the owner: alter database ${database} owner to ${user}.`,
  ],
  [
    /^53300$/,
    ({ at, user }) =>
      `PostgreSQL at ${at} has no connection left for user "${user}". Raise max_connections, or the connection limit of the user: a host uses up to 10.`,
  ],
  [/^57P03$/, ({ at }) => `PostgreSQL at ${at} is starting or stopping. Try again in a moment.`],
  [
    /^25006$/,
    ({ at, database, setting }) =>
      `Database "${database}" at ${at} is read-only. Point ${setting} to the primary server, with default_transaction_read_only off.`,
  ],
  [
    /^(53|58)/,
    ({ at }, code) => `PostgreSQL at ${at} is out of disk space or memory (${code}). Check its log.`,
  ],
  [
    /^NO_TLS$/,
    ({ at, setting }) =>
      `PostgreSQL at ${at} does not speak TLS. Remove sslmode from ${setting}, or turn on ssl in the server.`,
  ],
  [
    /^(CERT_|(DEPTH_ZERO_)?SELF_SIGNED_CERT(_IN_CHAIN)?$|UNABLE_TO_|ERR_TLS_CERT)/,
    ({ at, setting }, code) =>
      `The certificate of ${at} is not trusted (${code}). Name the certificate authority that signed it: ?sslmode=verify-full&sslrootcert=/path/ca.pem in ${setting}.`,
  ],
  [
    /^(TLS_REFUSED$|ERR_(TLS|SSL)_|EPROTO$|NOT_POSTGRESQL$|CONNECTION_LOST$|ECONNRESET$)/,
    ({ at, setting }) =>
      `The server at ${at} does not answer like PostgreSQL. Correct host and port in ${setting}, or check the log of any proxy in between.`,
  ],
  [
    /^(42601|42704|42883|0A000)$/,
    ({ at }, code) =>
      `The server at ${at} lacks a feature that is needed (${code}). Use PostgreSQL 15 or newer.`,
  ],
];

/** Advice for codes of SQLite and the file system. */
const SQLITE: readonly Advice[] = [
  [
    /^OTHER_HOST$/,
    ({ at }) =>
      `Another host uses the database file ${at}, and a SQLite file can serve only one host. Stop that host, or give this one its own file with DATA_DIR or DATABASE_URL. To run several hosts on one database, use PostgreSQL.`,
  ],
  [/^STOPPED$/, ({ at }) => `This host was stopped while it waited for another host to release ${at}.`],
  [
    /^(EACCES|EPERM|EROFS|SQLITE_(CANTOPEN|READONLY|PERM))$/,
    ({ at, setting }, code) =>
      `This user may not write the database file ${at} (${code}). Give it write access to the file and its folder, or choose another path with ${setting}.`,
  ],
  [
    /^(EISDIR|ENOTDIR|EEXIST)$/,
    ({ at }) => `${at} cannot be a database file: it is a folder, or a folder on its path is a file.`,
  ],
  [
    /^SQLITE_NOTADB$/,
    ({ at, setting }) => `${at} is not a SQLite database. Move it away, or correct the path in ${setting}.`,
  ],
  [/^SQLITE_CORRUPT$/, ({ at }) => `The database file ${at} is damaged. Restore the last backup.`],
  [
    /^(ENOSPC|EDQUOT|EFBIG|SQLITE_(FULL|IOERR))$/,
    ({ at }, code) => `There is no space left for the database file ${at} (${code}). Free space on its disk.`,
  ],
  [
    /^SQLITE_(BUSY|LOCKED|PROTOCOL)$/,
    ({ at }) => `Another program has locked the database file ${at}. Stop it, and try again.`,
  ],
];

/**
 * Explains why a database cannot be opened, and what to do. Other errors are returned unchanged.
 *
 * @param setting - what names the database, such as `--to`; the environment unless given
 */
export function databaseRefusal(error: unknown, databaseUrl: string, setting?: string): unknown {
  if (!(error instanceof StoreUnavailable || error instanceof StoreFault)) return error;
  const { code } = error;
  const path = /^sqlite:(.+)$/.exec(databaseUrl)?.[1];
  const [table, place] =
    path === undefined ? [POSTGRES, placeOf(databaseUrl, setting)] : [SQLITE, placeOfFile(path, setting)];
  const [, advice] = [...ANY, ...table].find(([codes]) => codes.test(code)) ?? [];
  return new HostRefusal(advice?.(place, code) ?? `The database at ${place.at} cannot be opened (${code}).`);
}

function placeOfFile(path: string, setting = 'DATABASE_URL or DATA_DIR'): Place {
  return { at: path, database: path, user: '', setting };
}

function placeOf(databaseUrl: string, setting = 'DATABASE_URL'): Place {
  const { hostname, port, pathname, username, searchParams } = new URL(databaseUrl);
  const user = plain(username);
  return {
    at: `${searchParams.get('host') ?? hostname}:${port === '' ? '5432' : port}`,
    // Like the driver, use the user name when the URL names no database.
    database: plain(pathname.slice(1)) || user,
    user,
    setting,
  };
}

function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
