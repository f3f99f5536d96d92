// @ts-check
import pg from 'pg';
import { keyOf, memberColumn, schema } from './store.mjs';
/** @import { FloorStore } from './store.mjs' */

const CONNECTIONS = 8;

/**
 * PostgreSQL by its driver: prepared statements, one for each request but for a change, which reads first.
 *
 * @param {string} connectionString
 * @returns {Promise<FloorStore>}
 */
export async function postgresStore(connectionString) {
  const pool = new pg.Pool({ connectionString, max: CONNECTIONS });
  for (const statement of schema)
    await pool.query(
      statement.replace('seq integer primary key', 'seq bigserial primary key').replace(' without rowid', ''),
    );
  /** @param {string} text @param {readonly unknown[]} values */
  const run = (text, ...values) => pool.query({ name: text, text, values: [...values] });
  const docs = async (/** @type {Promise<pg.QueryResult<{ doc: string }>>} */ query) =>
    (await query).rows.map(({ doc }) => doc);

  return {
    find: async (table, key) => (await docs(run(`select doc from ${table} where key = $1`, key)))[0],
    get: async (table, id) => (await docs(run(`select doc from ${table} where id = $1`, id)))[0],
    create: async (table, { id, key, doc }) => {
      const insert = `insert into ${table} (id, key, doc) values ($1, $2, $3) on conflict do nothing`;
      return (await run(insert, id, key, doc)).rowCount === 1;
    },
    async change(table, id, apply) {
      for (;;) {
        const [row] = (await run(`select doc, version from ${table} where id = $1 -- to change`, id)).rows;
        if (row === undefined) return undefined;
        const next = apply(JSON.parse(row.doc));
        const doc = JSON.stringify(next);
        const update = `update ${table} set doc = $1, key = $2, version = version + 1 where id = $3 and version = $4`;
        if ((await run(update, doc, keyOf(next), id, row.version)).rowCount === 1) return doc;
      }
    },
    remove: async (table, id) => {
      const removal = `with gone as (delete from members where ${memberColumn[table]} = $1) delete from ${table} where id = $1`;
      return (await run(removal, id)).rowCount === 1;
    },
    page: (table, offset, count) =>
      docs(run(`select doc from ${table} order by seq limit $1 offset $2`, count, offset)),
    count: async (table) => Number((await run(`select count(*) as total from ${table}`)).rows[0]?.total),
    members: async (group) =>
      (await run('select usr from members where grp = $1', group)).rows.map(({ usr }) => usr),
    add: (group, users) =>
      run(
        'insert into members (grp, usr) select $1, unnest($2::text[]) on conflict do nothing',
        group,
        users,
      ),
    leave: (group, users) => run('delete from members where grp = $1 and usr = any($2)', group, users),
    close: () => pool.end(),
  };
}
