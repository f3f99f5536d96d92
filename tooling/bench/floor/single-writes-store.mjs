// @ts-check
import { createTables, openSqlite } from './open-sqlite.mjs';
import { readSqlite } from './read-sqlite.mjs';
import { chunksOf, keyOf, memberColumn } from './store.mjs';
/** @import { FloorStore } from './store.mjs' */

const UNIQUE = 'SQLITE_CONSTRAINT';

/**
 * SQLite by knex as it is mostly used: one connection, a transaction around what reads and writes, a commit for every
 * write.
 *
 * @param {string} filename
 * @returns {Promise<FloorStore>}
 */
export async function singleWritesStore(filename) {
  const db = openSqlite(filename, 1);
  await createTables(db);
  return {
    ...readSqlite(db),
    create: (table, row) =>
      db(table)
        .insert(row)
        .then(
          () => true,
          (error) => {
            if (error.code !== UNIQUE) throw error;
            return false;
          },
        ),
    change: (table, id, apply) =>
      db.transaction(async (transaction) => {
        const row = await transaction(table).select('doc').where('id', id).first();
        if (row === undefined) return undefined;
        const next = apply(JSON.parse(row.doc));
        const doc = JSON.stringify(next);
        await transaction(table)
          .where('id', id)
          .update({ key: keyOf(next), doc, version: transaction.raw('version + 1') });
        return doc;
      }),
    remove: (table, id) =>
      db.transaction(async (transaction) => {
        await transaction('members').where(memberColumn[table], id).del();
        return (await transaction(table).where('id', id).del()) > 0;
      }),
    add: (group, users) =>
      db.transaction(async (transaction) => {
        for (const chunk of chunksOf(users, 300))
          await transaction('members')
            .insert(chunk.map((usr) => ({ grp: group, usr })))
            .onConflict()
            .ignore();
      }),
    leave: (group, users) =>
      db.transaction(async (transaction) => {
        for (const chunk of chunksOf(users, 300))
          await transaction('members')
            .where('grp', group)
            .whereIn('usr', [...chunk])
            .del();
      }),
    close: () => db.destroy(),
  };
}
