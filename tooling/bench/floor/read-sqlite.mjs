// @ts-check
/** @import { FloorStore } from './store.mjs' */

/**
 * The reads of a store on SQLite.
 *
 * @param {import('knex').Knex} db for single rows
 * @param {import('knex').Knex} [lists] for pages, which take longer
 * @returns {Pick<FloorStore, 'find' | 'get' | 'page' | 'count' | 'members'>}
 */
export function readSqlite(db, lists = db) {
  return {
    find: async (table, key) => (await db(table).select('doc').where('key', key).first())?.doc,
    get: async (table, id) => (await db(table).select('doc').where('id', id).first())?.doc,
    page: async (table, offset, count) => {
      const rows = await lists(table).select('doc').orderBy('seq').limit(count).offset(offset);
      return rows.map(({ doc }) => doc);
    },
    count: async (table) => Number((await lists(table).count({ total: '*' }))[0]?.['total']),
    members: async (group) => (await db('members').select('usr').where('grp', group)).map(({ usr }) => usr),
  };
}
