import { foldCase, isObject, openParseContext, type Resource, type ResourceType } from '@scimwright/core';
import { bindFilter, parseFilter } from '@scimwright/core/filter';
import { readTarget } from '@scimwright/core/resource';
import type { Stored, StoredEvent, Tenant } from '@scimwright/store';
import { typesOf } from '../../discovery/resource-types.ts';
import { equalTo } from '../../resource/equal-to.ts';
import { parseBody } from '../../resource/resource-text.ts';
import { subjectOf } from '../../resource/subject.ts';
import { AdminRefusal, connectorOf, type AdminDeps } from '../admin-deps.ts';
import { allEvents, allLogEntries } from '../read-all.ts';
import { mergeValues, valuesOf, withoutValues, type PersonValues } from './person-values.ts';

/** A person of whom a tenant keeps something, whether their user is still there or not. */
export interface Person {
  readonly type: ResourceType;
  /** The user, if they are there. */
  readonly live: Stored | undefined;
  /** The ids they have or had, and what they were asked for by. */
  readonly ids: ReadonlySet<string>;
  /** The names they have or had in the log, as spelled there, by the folded name. */
  readonly names: ReadonlyMap<string, string>;
  readonly values: PersonValues;
}

const NO_USER = 'That is the id of a resource that is no User.';

/** How many names and ids one query of the log asks for. */
const AT_ONCE = 20;

/**
 * Finds a person: the user with an id or a `userName`, and from log and events the ids and names they had before. A user
 * whom Entra deleted and sent again has two ids; a renamed one has two names. A name or an id that another user has now is
 * that user's.
 *
 * @param who - an id or a `userName`
 * @throws AdminRefusal when it is the id of another resource, such as a group
 */
export async function findPerson(deps: AdminDeps, tenant: Tenant, who: string): Promise<Person> {
  const { store } = deps;
  const { users } = connectorOf(deps, tenant.connector);
  const { type } = users;
  const live =
    (await store.resources.get(tenant.id, type.name, who)) ?? (await userNamed(deps, tenant, type, who));
  const isOther = async (id: string): Promise<boolean> => {
    for (const each of typesOf(connectorOf(deps, tenant.connector))) {
      if ((await store.resources.get(tenant.id, each.name, id)) !== undefined) return true;
    }
    return false;
  };
  if (live === undefined && (await isOther(who))) throw new AdminRefusal(NO_USER, 'not-found');
  const called = await namesInEvents(deps, tenant, type);
  const ids = new Set([live?.id ?? who]);
  const names = new Map<string, string>();
  const hasName = (name: string): boolean => names.has(foldCase(name));
  const addId = async (id: string, fresh: string[]): Promise<void> => {
    if (ids.has(id) || (await isOther(id))) return;
    ids.add(id);
    fresh.push(id);
  };
  const addName = async (name: string, fresh: string[]): Promise<void> => {
    if (hasName(name)) return;
    const holder = await userNamed(deps, tenant, type, name);
    if (holder !== undefined && !ids.has(holder.id)) return;
    names.set(foldCase(name), name);
    fresh.push(name);
  };

  const first: string[] = [];
  const subject = live && subjectOf(parseBody(live), type);
  for (const name of live === undefined ? [who] : [subject ?? []].flat()) await addName(name, first);
  let open = { ids: [...ids], names: first };
  while (open.ids.length + open.names.length > 0) {
    const fresh: { readonly ids: string[]; readonly names: string[] } = { ids: [], names: [] };
    for (const about of inParts(open)) {
      for await (const entry of allLogEntries(store, tenant, { about })) {
        const { resourceId, resourceType = type.name, subject: name, status } = entry;
        if (resourceType !== type.name || resourceId === undefined || name === undefined) continue;
        if (hasName(name)) await addId(resourceId, fresh.ids);
        // A refused request may have asked for another user's name.
        if (ids.has(resourceId) && status < 400) await addName(name, fresh.names);
      }
    }
    for (const [id, all] of called) {
      if ([...all].some(hasName)) await addId(id, fresh.ids);
      if (ids.has(id)) for (const name of all) await addName(name, fresh.names);
    }
    open = fresh;
  }
  const values = await valuesOfAll(deps, tenant, { type, live, ids });
  const identifiers = new Set([...values.identifiers, ...names.keys()]);
  return { type, live, ids, names, values: { ...values, identifiers } };
}

/** The user with that `userName`, where the product indexes it; elsewhere only log and events tell names. */
export async function userNamed(
  { store }: AdminDeps,
  tenant: Tenant,
  type: ResourceType,
  name: string,
): Promise<Stored | undefined> {
  const filter = equalTo(type, 'userName', name);
  if (filter === undefined) return undefined;
  const { items } = await store.resources.find(tenant.id, { type, filter, startIndex: 1, count: 1 });
  return items[0];
}

/** The names of users by id, as events have them. */
async function namesInEvents(
  { store }: AdminDeps,
  tenant: Tenant,
  type: ResourceType,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const called = new Map<string, Set<string>>();
  for await (const event of allEvents(store, tenant)) {
    const resource = userIn(event, type);
    const name = resource && subjectOf(resource, type);
    if (name === undefined) continue;
    const known = called.get(event.resourceId);
    if (known === undefined) called.set(event.resourceId, new Set([name]));
    else known.add(name);
  }
  return called;
}

/** A value that another user has now is theirs, such as the mail of a user who got a name that was free. */
async function valuesOfAll(
  deps: AdminDeps,
  tenant: Tenant,
  { type, live, ids }: Pick<Person, 'type' | 'live' | 'ids'>,
): Promise<PersonValues> {
  const users = live === undefined ? [] : [parseBody(live)];
  for await (const event of allEvents(deps.store, tenant)) {
    const user = ids.has(event.resourceId) ? userIn(event, type) : undefined;
    if (user !== undefined) users.push(user);
  }
  const foreign = await heldByOthers(deps, tenant, { type, ids, users });
  return withoutValues(mergeValues(users.map((user) => valuesOf(user, type))), foreign);
}

async function heldByOthers(
  { store }: AdminDeps,
  tenant: Tenant,
  { type, ids, users }: Pick<Person, 'type' | 'ids'> & { readonly users: readonly Resource[] },
): Promise<ReadonlySet<string>> {
  const foreign = new Set<string>();
  for (const { path, target } of type.indexes) {
    const values = new Set(users.flatMap((user) => readTarget(user, target)));
    for (const value of values) {
      if (typeof value !== 'string') continue;
      const context = openParseContext();
      const filter = bindFilter(parseFilter(`${path} eq ${JSON.stringify(value)}`, context), type, context);
      const query = { type, filter, startIndex: 1, count: ids.size + 1 };
      const { items } = await store.resources.find(tenant.id, query);
      if (items.some(({ id }) => !ids.has(id))) foreign.add(foldCase(value));
    }
  }
  return foreign;
}

function userIn({ resourceType, data }: StoredEvent, type: ResourceType): Resource | undefined {
  const { resource } = data;
  return resourceType === type.name && isObject(resource) ? resource : undefined;
}

/** A client may have sent the name in place of an id, so names are looked for as both. */
function inParts(open: { readonly ids: readonly string[]; readonly names: readonly string[] }) {
  const parts: { subjects: readonly string[]; resourceIds: readonly string[] }[] = [];
  for (let at = 0; at < Math.max(open.ids.length, open.names.length); at += AT_ONCE) {
    const subjects = open.names.slice(at, at + AT_ONCE);
    parts.push({ subjects, resourceIds: [...open.ids.slice(at, at + AT_ONCE), ...subjects] });
  }
  return parts;
}
