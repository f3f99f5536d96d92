import { StoreFault, StoreUnavailable } from '@scimwright/store';
import { HostRefusal } from './config.ts';

/** What a person needs to know of where the database is; never the password. */
interface Place {
  /** Host and port, or the path of the file. */
  readonly at: string;
  readonly database: string;
  readonly user: string;
}

type Advice = readonly [codes: RegExp, advice: (place: Place, code: string) => string];

/** What our own codes mean, whatever the database is. */
const ANY: readonly Advice[] = [
  [
    /^NO_TABLES$/,
    ({ at }) =>
      `No host has used the database at ${at} yet. Start the host, which makes it; or, if the host's database is elsewhere, set DATABASE_URL or DATA_DIR as the host has it.`,
  ],
  [
    /^NEWER_TABLES$/,
    ({ at }) =>
      `The tables at ${at} were made by a newer version, and there is no way back. Start that version, or put the backup in place that was made before it.`,
  ],
];

/** What codes of PostgreSQL, its driver and the system mean when a host starts, the more exact first. */
const POSTGRES: readonly Advice[] = [
  [
    /^ECONNREFUSED$/,
    ({ at }) => `Nothing listens at ${at}. Start PostgreSQL there, or correct host and port in DATABASE_URL.`,
  ],
  [
    /^(ENOTFOUND|EAI_\w+)$/,
    ({ at }) => `The host name of ${at} is not known. Correct it in DATABASE_URL, or look into the DNS.`,
  ],
  [
    /^(CONNECT_TIMEOUT|POOL_TIMEOUT|NO_ANSWER|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/,
    ({ at }) =>
      `Nobody answers at ${at}. Check host and port in DATABASE_URL, and whether a firewall is in between.`,
  ],
  [
    /^28P01$/,
    ({ at, user }) =>
      `PostgreSQL at ${at} does not accept the password of user "${user}". Correct user and password in DATABASE_URL.`,
  ],
  [
    /^(NO_PASSWORD|AUTHENTICATION_FAILED)$/,
    ({ at, user }) =>
      `PostgreSQL at ${at} wants a password of user "${user}". Put it into DATABASE_URL: postgres://user:password@host/database.`,
  ],
  [
    /^28/,
    ({ at, user, database }) =>
      `PostgreSQL at ${at} does not let user "${user}" into "${database}". Check that the user may log in, that pg_hba.conf has a line for this machine, and whether that line wants TLS: ?sslmode=require in DATABASE_URL.`,
  ],
  [
    /^3D000$/,
    ({ at, database }) =>
      `There is no database "${database}" at ${at}. Create it with createdb, or correct its name in DATABASE_URL.`,
  ],
  [
    /^42501$/,
    ({ user, database }) =>
      `User "${user}" may not make tables in database "${database}". Make it the owner: alter database ${database} owner to ${user}.`,
  ],
  [
    /^53300$/,
    ({ at, user }) =>
      `PostgreSQL at ${at} has no connection left for user "${user}". Raise max_connections, or the limit of the user: a host has up to 10.`,
  ],
  [/^57P03$/, ({ at }) => `PostgreSQL at ${at} is starting or stopping. Try again in a moment.`],
  [
    /^25006$/,
    ({ at, database }) =>
      `Database "${database}" at ${at} can only be read. DATABASE_URL has to lead to the primary server, with default_transaction_read_only off.`,
  ],
  [
    /^(53|58)/,
    ({ at }, code) => `PostgreSQL at ${at} is out of disk space or memory (${code}). Look into its log.`,
  ],
  [
    /^NO_TLS$/,
    ({ at }) =>
      `PostgreSQL at ${at} does not speak TLS. Take sslmode out of DATABASE_URL, or switch ssl on in the server.`,
  ],
  [
    /^(CERT_\w+|(DEPTH_ZERO_)?SELF_SIGNED_CERT(_IN_CHAIN)?|UNABLE_TO_\w+|ERR_TLS_CERT\w*)$/,
    ({ at }, code) =>
      `The certificate of ${at} cannot be trusted (${code}). Name the authority that signed it: ?sslmode=verify-full&sslrootcert=/path/ca.pem in DATABASE_URL.`,
  ],
  [
    /^(TLS_REFUSED|ERR_(TLS|SSL)_\w+|EPROTO|NOT_POSTGRESQL|CONNECTION_LOST|ECONNRESET)$/,
    ({ at }) =>
      `What listens at ${at} does not answer as PostgreSQL does. Correct host and port in DATABASE_URL, or look into the log of what is in between.`,
  ],
  [
    /^(42601|42704|42883|0A000)$/,
    ({ at }, code) =>
      `The server at ${at} does not know something that is needed (${code}). Take PostgreSQL 15 or newer.`,
  ],
];

/** The same for SQLite. */
const SQLITE: readonly Advice[] = [
  [
    /^OTHER_HOST$/,
    ({ at }) =>
      `Another host uses the database file ${at}, and one file serves one host. Stop that host, or give this one a file of its own with DATA_DIR or DATABASE_URL. Several hosts share a database on PostgreSQL.`,
  ],
  [/^STOPPED$/, ({ at }) => `This host was stopped while it waited for another one on ${at} to end.`],
  [
    /^(EACCES|EPERM|EROFS|SQLITE_(CANTOPEN|READONLY|PERM))$/,
    ({ at }, code) =>
      `This user may not write the database file ${at} (${code}). Give it the file and its folder, or another path in DATABASE_URL or DATA_DIR.`,
  ],
  [
    /^(EISDIR|ENOTDIR|EEXIST)$/,
    ({ at }) => `${at} cannot be a database file: a folder stands there, or a file where a folder is needed.`,
  ],
  [
    /^SQLITE_NOTADB$/,
    ({ at }) => `${at} is no SQLite database. Move it away, or correct the path in DATABASE_URL.`,
  ],
  [/^SQLITE_CORRUPT$/, ({ at }) => `The database file ${at} is damaged. Put the last backup in its place.`],
  [
    /^(ENOSPC|EDQUOT|EFBIG|SQLITE_(FULL|IOERR))$/,
    ({ at }, code) => `There is no room left for the database file ${at} (${code}). Make room on its disk.`,
  ],
  [
    /^SQLITE_(BUSY|LOCKED|PROTOCOL)$/,
    ({ at }) => `Another program holds the database file ${at}. End it, and try again.`,
  ],
];

/**
 * A database that cannot be opened, as a sentence that says what happened and what to do. Anything else is given back as
 * it came.
 *
 * @example
 * throw databaseRefusal(new StoreUnavailable('ECONNREFUSED'), 'postgres://scim:secret@127.0.0.1/scim');
 */
export function databaseRefusal(error: unknown, databaseUrl: string): unknown {
  if (!(error instanceof StoreUnavailable || error instanceof StoreFault)) return error;
  const { code } = error;
  const path = /^sqlite:(.+)$/.exec(databaseUrl)?.[1];
  const [table, place] = path === undefined ? [POSTGRES, placeOf(databaseUrl)] : [SQLITE, placeOfFile(path)];
  const [, advice] = [...ANY, ...table].find(([codes]) => codes.test(code)) ?? [];
  return new HostRefusal(advice?.(place, code) ?? `The database at ${place.at} cannot be opened (${code}).`);
}

function placeOfFile(path: string): Place {
  return { at: path, database: path, user: '' };
}

function placeOf(databaseUrl: string): Place {
  const { hostname, port, pathname, username, searchParams } = new URL(databaseUrl);
  const user = plain(username);
  return {
    at: `${searchParams.get('host') ?? hostname}:${port === '' ? '5432' : port}`,
    // As the driver has it, a database is named after its user.
    database: plain(pathname.slice(1)) || user,
    user,
  };
}

function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
