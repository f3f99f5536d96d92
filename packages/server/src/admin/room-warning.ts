/** Codes that say it outright: SQLite's and PostgreSQL's. */
const FULL: ReadonlySet<string> = new Set(['SQLITE_FULL', '53100']);

/**
 * What to say while nothing can be written for want of room on the disk.
 *
 * @param code - the database's own, of the write that failed
 *
 * @example
 * roomWarning('SQLITE_FULL').startsWith('Nothing can be written: the disk of the database is full'); // true
 */
export function roomWarning(code: string): string {
  const what = FULL.has(code) ? 'is full' : 'is full, over its quota or broken';
  return `Nothing can be written: the disk of the database ${what} (${code}). What is only read is answered; every write is answered 503 until there is room. Make room on that disk: no restart is needed.`;
}
