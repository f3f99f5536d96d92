import type { Dialect } from './dialect.ts';
import { sqlite } from './sqlite.ts';

const SQLITE = 'sqlite:';

/**
 * The dialect that a database URL asks for.
 *
 * @throws Error that says which URLs there are; it does not repeat the URL, which may hold a password
 *
 * @example
 * chooseDialect('sqlite:.data/scimwright.sqlite');
 */
export function chooseDialect(url: string): Dialect {
  const path = url.startsWith(SQLITE) ? url.slice(SQLITE.length) : '';
  if (path === '' || path === ':memory:') {
    throw new Error(
      'The database URL must be sqlite: and the path of a file, such as sqlite:.data/scimwright.sqlite.',
    );
  }
  return sqlite(path);
}
