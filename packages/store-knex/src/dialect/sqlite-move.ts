import type { MoveSql } from './move-sql.ts';

/** Moving a SQLite file. A host holds the file, so that no session has to be looked for. */
export const sqliteMove: MoveSql = {
  sessions: undefined,
  // The first one takes the write lock, so the second one follows it.
  freeze: () => ['begin immediate', 'pragma query_only = on'],
  readByKey: [],
  counterOf: (table) => ({
    sql: 'select coalesce((select seq from sqlite_sequence where name = ?), 0) as value',
    bindings: [table],
  }),
  setCounter: (table, _column, value) => [
    { sql: 'delete from sqlite_sequence where name = ?', bindings: [table] },
    { sql: 'insert into sqlite_sequence (name, seq) values (?, ?)', bindings: [table, value] },
  ],
};
