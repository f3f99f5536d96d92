// @ts-check
import { randomUUID } from 'node:crypto';
import { keyOf } from './store.mjs';
/** @import { Change, FloorStore, Table } from './store.mjs' */

/**
 * @typedef {{ method: string, path: string, query: URLSearchParams, body?: any }} Request `path` below the tenant URL
 * @typedef {{ status: number, text?: string }} Reply
 */

const COMPARISON = /^(?:userName|displayName) eq "((?:[^"\\]|\\.)*)"$/;
const PATH = /^([\w:.-]+?)(?:\[type eq "([^"]*)"\])?(?:\.(\w+))?$/;

/**
 * Answers the requests that Entra sends, with the least work: no schema, no ETag, no log, none of the rest of SCIM.
 *
 * @param {FloorStore} store
 * @returns {(request: Request) => Promise<Reply>}
 */
export function answerFrom(store) {
  return async ({ method, path, query, body }) => {
    const [, kind, id] = path.split('/');
    const table = kind === 'Users' ? 'users' : kind === 'Groups' ? 'groups' : undefined;
    if (table === undefined) return refusal(404);
    if (id === undefined) return method === 'POST' ? create(store, table, body) : list(store, table, query);
    switch (method) {
      case 'GET':
        return read(store, table, id, query);
      case 'PATCH':
        return table === 'users' ? patchUser(store, id, body) : patchGroup(store, id, body);
      case 'DELETE':
        return (await store.remove(table, id)) ? { status: 204 } : refusal(404);
      default:
        return refusal(405);
    }
  };
}

/** @param {FloorStore} store @param {Table} table @param {URLSearchParams} query */
async function list(store, table, query) {
  const filter = query.get('filter');
  if (filter !== null) {
    const operand = COMPARISON.exec(filter)?.[1];
    if (operand === undefined) return refusal(400);
    const found = await store.find(table, operand.replaceAll(/\\(.)/g, '$1').toLowerCase());
    return listOf(1, found === undefined ? [] : [found], found === undefined ? 0 : 1);
  }
  const start = Number(query.get('startIndex') ?? 1);
  const count = Number(query.get('count') ?? 100);
  const [total, docs] = await Promise.all([store.count(table), store.page(table, start - 1, count)]);
  return listOf(start, docs, total);
}

/** @param {number} start @param {readonly string[]} docs @param {number} total */
function listOf(start, docs, total) {
  const head = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":${total}`;
  return {
    status: 200,
    text: `${head},"startIndex":${start},"itemsPerPage":${docs.length},"Resources":[${docs.join()}]}`,
  };
}

/** @param {FloorStore} store @param {Table} table @param {string} id @param {URLSearchParams} query */
async function read(store, table, id, query) {
  const doc = await store.get(table, id);
  if (doc === undefined) return refusal(404);
  if (table === 'users' || query.get('excludedAttributes') === 'members') return { status: 200, text: doc };
  const members = await store.members(id);
  if (members.length === 0) return { status: 200, text: doc };
  const list = members.map((user) => `{"value":"${user}","$ref":"/scim/v2/Users/${user}"}`).join();
  return { status: 200, text: `${doc.slice(0, -1)},"members":[${list}]}` };
}

/** @param {FloorStore} store @param {Table} table @param {any} body */
async function create(store, table, { members = [], ...body }) {
  const [id, now] = [randomUUID(), new Date().toISOString()];
  const [resourceType, endpoint] = table === 'users' ? ['User', 'Users'] : ['Group', 'Groups'];
  const meta = { resourceType, created: now, lastModified: now, location: `/scim/v2/${endpoint}/${id}` };
  const doc = JSON.stringify({ ...body, id, meta });
  if (!(await store.create(table, { id, key: keyOf(body), doc }))) return refusal(409);
  if (members.length > 0) await store.add(id, valuesOf(members));
  return { status: 201, text: doc };
}

/** @param {FloorStore} store @param {string} id @param {any} body */
async function patchUser(store, id, { Operations }) {
  const doc = await store.change('users', id, changeBy(Operations));
  return doc === undefined ? refusal(404) : { status: 200, text: doc };
}

/** @param {FloorStore} store @param {string} id @param {any} body */
async function patchGroup(store, id, { Operations }) {
  for (const operation of Operations) {
    const isRemoval = operation.op.toLowerCase() === 'remove';
    if (operation.path !== 'members') await store.change('groups', id, changeBy([operation]));
    else if (isRemoval) await store.leave(id, valuesOf(operation.value));
    else await store.add(id, valuesOf(operation.value));
  }
  return { status: 204 };
}

/**
 * @param {readonly { op: string, path: string, value?: unknown }[]} operations
 * @returns {Change}
 */
function changeBy(operations) {
  return (resource) => {
    for (const { op, path, value } of operations) {
      const [, attribute = '', type, sub = 'value'] = PATH.exec(path) ?? [];
      if (type !== undefined) elementOf(resource, attribute, type)[sub] = value;
      else if (op.toLowerCase() === 'remove') delete resource[attribute];
      else if (attribute === 'active') resource[attribute] = String(value).toLowerCase() === 'true';
      else resource[attribute] = value;
    }
    resource.meta.lastModified = new Date().toISOString();
    return resource;
  };
}

/** @param {any} resource @param {string} attribute @param {string} type */
function elementOf(resource, attribute, type) {
  const elements = (resource[attribute] ??= []);
  const found = elements.find((/** @type {any} */ element) => element.type === type);
  if (found) return found;
  const added = { type };
  elements.push(added);
  return added;
}

/** @param {readonly { value: string }[]} members */
function valuesOf(members) {
  return members.map(({ value }) => value);
}

/** @param {number} status */
function refusal(status) {
  return { status, text: `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"${status}"}` };
}
