// @ts-check
import { createTables, openSqlite } from './open-sqlite.mjs';
import { readSqlite } from './read-sqlite.mjs';
import { chunksOf, keyOf, memberColumn } from './store.mjs';
/** @import { FloorStore, Row, Table } from './store.mjs' */

const READERS = 4;
const MAX_GROUP = 200;

/** @typedef {Row & { version: number }} Version */

/**
 * SQLite by knex at its best: reads on connections of their own, and one statement for all writes of a kind that came
 * while the last one ran. A change reads first and writes under the version that it read; who lost reads again.
 *
 * @param {string} filename
 * @returns {Promise<FloorStore>}
 */
export async function groupCommitStore(filename) {
  const writer = openSqlite(filename, 1);
  await createTables(writer);
  for (const [table, column] of Object.entries(memberColumn))
    await writer.raw(
      `create trigger ${table}_gone after delete on ${table} begin delete from members where ${column} = old.id; end`,
    );
  const readers = openSqlite(filename, READERS);
  const lists = openSqlite(filename, 2);
  const inTurn = groupsInTurn();

  const write = (/** @type {string} */ sql, /** @type {readonly (string | number)[][]} */ rows) =>
    writer.raw(`${sql.replace('?', rows.map((row) => `(${row.map(() => '?')})`).join())}`, rows.flat());
  const creations = {
    users: inTurn((/** @type {readonly Row[]} */ rows) => create('users', rows)),
    groups: inTurn((/** @type {readonly Row[]} */ rows) => create('groups', rows)),
  };
  const changes = {
    users: inTurn((/** @type {readonly Version[]} */ rows) => change('users', rows)),
    groups: inTurn((/** @type {readonly Version[]} */ rows) => change('groups', rows)),
  };
  const removals = {
    users: inTurn((/** @type {readonly string[]} */ ids) => remove('users', ids)),
    groups: inTurn((/** @type {readonly string[]} */ ids) => remove('groups', ids)),
  };
  const joins = inTurn(async (/** @type {readonly string[][][]} */ many) => {
    for (const rows of chunksOf(many.flat(), 5000))
      await write('insert or ignore into members (grp, usr) values ?', rows);
    return many;
  });
  const leaves = inTurn(async (/** @type {readonly string[][][]} */ many) => {
    for (const rows of chunksOf(many.flat(), 5000))
      await write('delete from members where (grp, usr) in (values ?)', rows);
    return many;
  });

  /** @param {Table} table @param {readonly Row[]} rows */
  async function create(table, rows) {
    const created = await write(
      `insert or ignore into ${table} (id, key, doc) values ? returning id`,
      rows.map(({ id, key, doc }) => [id, key, doc]),
    );
    const ids = idsOf(created);
    return rows.map(({ id }) => ids.has(id));
  }

  /** @param {Table} table @param {readonly Version[]} rows */
  async function change(table, rows) {
    const first = new Map(rows.toReversed().map((row) => [row.id, row]));
    const changed = await write(
      `update ${table} set key = v.column2, version = v.column3, doc = v.column4 from (values ?) v
       where ${table}.id = v.column1 and ${table}.version = v.column3 - 1 returning id`,
      [...first.values()].map(({ id, key, version, doc }) => [id, key, version, doc]),
    );
    const ids = idsOf(changed);
    return rows.map((row) => first.get(row.id) === row && ids.has(row.id));
  }

  /** @param {Table} table @param {readonly string[]} ids */
  async function remove(table, ids) {
    const gone = idsOf(
      await write(
        `delete from ${table} where id in (values ?) returning id`,
        ids.map((id) => [id]),
      ),
    );
    return ids.map((id) => gone.has(id));
  }

  return {
    ...readSqlite(readers, lists),
    create: (table, row) => creations[table](row),
    async change(table, id, apply) {
      for (;;) {
        const row = await readers(table).select('doc', 'version').where('id', id).first();
        if (row === undefined) return undefined;
        const next = apply(JSON.parse(row.doc));
        const doc = JSON.stringify(next);
        if (await changes[table]({ id, key: keyOf(next), version: row.version + 1, doc })) return doc;
      }
    },
    remove: (table, id) => removals[table](id),
    add: (group, users) => joins(users.map((user) => [group, user])),
    leave: (group, users) => leaves(users.map((user) => [group, user])),
    close: () => Promise.all([writer, readers, lists].map((connections) => connections.destroy())),
  };
}

/**
 * Of the writes that arrive, those of one kind that wait go together; the kinds take turns on the one connection.
 */
function groupsInTurn() {
  /** @type {(() => Promise<void>)[]} */
  const turns = [];
  let busy = false;
  const run = async () => {
    busy = true;
    // What arrives in the same tick belongs to the first group.
    await undefined;
    for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) await turn();
    busy = false;
  };
  /**
   * @template Item, Result
   * @param {(items: readonly Item[]) => Promise<readonly Result[]>} work
   * @returns {(item: Item) => Promise<Result>}
   */
  return (work) => {
    /** @type {{ item: Item, resolve: (result: Result) => void, reject: (error: unknown) => void }[]} */
    const waiting = [];
    const turn = async () => {
      const group = waiting.splice(0, MAX_GROUP);
      if (waiting.length > 0) turns.push(turn);
      try {
        const results = await work(group.map(({ item }) => item));
        group.forEach(({ resolve }, at) => resolve(/** @type {Result} */ (results[at])));
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    };
    return (item) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) turns.push(turn);
        waiting.push({ item, resolve, reject });
        if (!busy) void run();
      });
  };
}

/** @param {readonly { id: string }[]} rows */
function idsOf(rows) {
  return new Set(rows.map(({ id }) => id));
}
