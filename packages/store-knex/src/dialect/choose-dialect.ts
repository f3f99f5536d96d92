import { defaultTimeouts, type Timeouts } from '../timeouts.ts';
import type { Dialect } from './dialect.ts';
import { postgres } from './postgres.ts';
import { sqlite } from './sqlite.ts';

/**
 * The dialect for a database URL.
 *
 * @throws Error that lists the supported URLs; it does not repeat the URL, which may contain a password
 */
export function chooseDialect(url: string, timeouts: Timeouts = defaultTimeouts): Dialect {
  const path = /^sqlite:(.+)$/.exec(url)?.[1];
  if (path !== undefined && path !== ':memory:') return sqlite(path, timeouts);
  if (/^postgres(ql)?:\/\/./.test(url) && URL.canParse(url)) return postgres(url, timeouts);
  throw new Error(
    'The database URL must be sqlite: and the path of a file, such as sqlite:.data/scimwright.sqlite, or the URL of a PostgreSQL database, such as postgres://user:password@127.0.0.1:5432/scimwright.',
  );
}
