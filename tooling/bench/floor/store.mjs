// @ts-check

/**
 * What the least server needs to keep. A resource is one text of JSON under its id and its key, which is what Entra looks
 * it up by; a membership is one row.
 *
 * @typedef {'users' | 'groups'} Table
 * @typedef {{ id: string, key: string, doc: string }} Row
 * @typedef {(resource: any) => object} Change
 *
 * @typedef {object} FloorStore
 * @property {(table: Table, key: string) => Promise<string | undefined>} find
 * @property {(table: Table, id: string) => Promise<string | undefined>} get
 * @property {(table: Table, row: Row) => Promise<boolean>} create whether the key was free
 * @property {(table: Table, id: string, change: Change) => Promise<string | undefined>} change what is stored then
 * @property {(table: Table, id: string) => Promise<boolean>} remove whether it was there
 * @property {(table: Table, offset: number, count: number) => Promise<readonly string[]>} page
 * @property {(table: Table) => Promise<number>} count
 * @property {(group: string) => Promise<readonly string[]>} members
 * @property {(group: string, users: readonly string[]) => Promise<unknown>} add
 * @property {(group: string, users: readonly string[]) => Promise<unknown>} leave
 * @property {() => Promise<unknown>} close
 */

export const schema = [
  'create table users (seq integer primary key, id text not null unique, key text not null unique, version integer not null default 1, doc text not null)',
  'create table groups (seq integer primary key, id text not null unique, key text not null, version integer not null default 1, doc text not null)',
  'create index groups_key on groups (key)',
  'create table members (grp text not null, usr text not null, primary key (grp, usr)) without rowid',
  'create index members_usr on members (usr)',
];

/** Whose memberships go with a resource. @satisfies {Record<Table, string>} */
export const memberColumn = { users: 'usr', groups: 'grp' };

/**
 * What a resource is looked up by.
 *
 * @param {{ userName?: string, displayName?: string }} resource
 */
export function keyOf({ userName, displayName = '' }) {
  return (userName ?? displayName).toLowerCase();
}

/**
 * @template Item
 * @param {readonly Item[]} items
 * @param {number} size
 */
export function chunksOf(items, size) {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}
