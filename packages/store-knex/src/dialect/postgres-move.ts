import type { MoveSql } from './move-sql.ts';

const READ_BY_KEY = ['set local enable_seqscan = off', 'set local enable_bitmapscan = off'];

/** Moving a PostgreSQL database, which several hosts may use. */
export const postgresMove: MoveSql = {
  // A URL may give a host's connections another name, but hardly another role.
  sessions: `select case application_name when '' then 'a session without a name' else application_name end as name
             from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid()
               and (usename = current_user or application_name = 'scimwright')
             order by name`,
  // The locks come before the first select, so that it sees all that was committed before them.
  freeze: (tables) => [
    'begin isolation level repeatable read read only',
    "set local lock_timeout = '5s'",
    `lock table ${tables.join(', ')} in share mode`,
    ...READ_BY_KEY,
  ],
  readByKey: READ_BY_KEY,
  counterOf: (table, column) => ({
    sql: 'select coalesce(pg_sequence_last_value(cast(pg_get_serial_sequence(?, ?) as regclass)), 0) as value',
    bindings: [table, column],
  }),
  // A counter that gave no number begins with 1 by itself.
  setCounter: (table, column, value) =>
    value === 0
      ? []
      : [
          {
            sql: 'select setval(pg_get_serial_sequence(?, ?), cast(? as bigint))',
            bindings: [table, column, value],
          },
        ],
};
