import {
  everything,
  isObject,
  lookupPaths,
  type BoundFilter,
  type JsonObject,
  type ResourceType,
} from '@scimwright/core';
import type { Stored, StoredMember, Tenant } from '@scimwright/store';
import { typesOf } from '../discovery/resource-types.ts';
import { parseBody, resourceText } from '../resource/resource-text.ts';
import { shownGroups } from '../resource/resource-reply.ts';
import { subjectOf } from '../resource/subject.ts';
import { AdminRefusal, connectorOf, type AdminDeps } from './admin-deps.ts';
import { equalTo } from '../resource/equal-to.ts';
import { showTenant } from './show-tenant.ts';

/** Users or groups, as their endpoints are named. */
export type Collection = 'Users' | 'Groups';

/** A user or a group in a list. */
export interface ShownResource {
  readonly id: string;
  /** What Entra matches by: `userName` of a user, `displayName` of a group. */
  readonly name: string | undefined;
  readonly displayName: string | undefined;
  readonly externalId: string | undefined;
  /** Whether a user can sign in; undefined for a group. */
  readonly active: boolean | undefined;
  readonly version: number;
  readonly created: string;
  readonly modified: string;
}

/** Which of them to list. */
export interface ResourceSearch {
  /** An attribute that the product answers `eq` on, and the value it must have. */
  readonly by?: { readonly attribute: string; readonly value: string } | undefined;
  /** 1-based. */
  readonly startIndex: number;
  readonly count: number;
}

/**
 * Lists the users or the groups of a tenant in order of creation, a page of them, or those that an attribute finds.
 *
 * @throws AdminRefusal when the product has no groups, or nothing finds by that attribute
 *
 * @example
 * const { total } = await listResources(deps, tenant, 'Users', { startIndex: 1, count: 100 });
 */
export async function listResources(
  deps: AdminDeps,
  tenant: Tenant,
  collection: Collection,
  { by, startIndex, count }: ResourceSearch,
): Promise<{ readonly total: number; readonly resources: readonly ShownResource[] }> {
  const type = typeOf(deps, tenant, collection);
  const filter = by && filterBy(type, by.attribute, by.value);
  const { total, items } = await deps.store.resources.find(tenant.id, { type, filter, startIndex, count });
  return { total, resources: items.map((stored) => showResource(stored, type)) };
}

/**
 * One user or group, as a client sees it; the members of a group are listed apart.
 *
 * @param origin - the URL of the host, without a slash at its end
 * @throws AdminRefusal when there is none of that id
 *
 * @example
 * const user = await readResource(deps, tenant, 'Users', '2819', 'https://scim.example');
 */
export async function readResource(
  deps: AdminDeps,
  tenant: Tenant,
  collection: Collection,
  id: string,
  origin: string,
): Promise<JsonObject> {
  const type = typeOf(deps, tenant, collection);
  const stored = await getStored(deps, tenant, type, id);
  const base = showTenant(deps, tenant, origin).tenantUrl;
  const projection = everything;
  const groups = await shownGroups([stored], { type, tenant }, projection, deps.store.resources);
  const types = typesOf(connectorOf(deps, tenant.connector));
  const shown: unknown = JSON.parse(
    resourceText({ stored, type, base, projection, types, groups: groups?.get(id) }),
  );
  return isObject(shown) ? shown : {};
}

/**
 * Lists the members of a group by id, a page of them.
 *
 * @returns the members and, unless they are the last, where the next page begins
 * @throws AdminRefusal when there is no such group
 *
 * @example
 * const { members, next } = await listMembers(deps, tenant, 'g1', { after: undefined, limit: 100 });
 */
export async function listMembers(
  deps: AdminDeps,
  tenant: Tenant,
  group: string,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<{ readonly members: readonly StoredMember[]; readonly next: string | undefined }> {
  const type = typeOf(deps, tenant, 'Groups');
  await getStored(deps, tenant, type, group);
  for await (const page of deps.store.resources.members(tenant.id, group, after)) {
    const members = page.slice(0, limit);
    return { members, next: page.length > limit ? members.at(-1)?.value : undefined };
  }
  return { members: [], next: undefined };
}

function typeOf(deps: AdminDeps, tenant: Tenant, collection: Collection): ResourceType {
  const { users, groups, displayName } = connectorOf(deps, tenant.connector);
  const profile = collection === 'Users' ? users : groups;
  if (profile !== undefined) return profile.type;
  throw new AdminRefusal(`${displayName} has no groups.`, 'not-found');
}

async function getStored(
  { store }: AdminDeps,
  { id: tenantId, name }: Tenant,
  type: ResourceType,
  id: string,
): Promise<Stored> {
  const stored = await store.resources.get(tenantId, type.name, id);
  if (stored !== undefined) return stored;
  throw new AdminRefusal(`The tenant "${name}" has no ${type.name} ${id}.`, 'not-found');
}

function filterBy(type: ResourceType, attribute: string, value: string): BoundFilter {
  const filter = equalTo(type, attribute, value);
  if (filter !== undefined) return filter;
  const paths = lookupPaths(type).filter((path) => !path.includes('['));
  throw new AdminRefusal(`${type.name} resources are found by ${paths.join(', ')}.`);
}

function showResource(stored: Stored, type: ResourceType): ShownResource {
  const { id, version, created, modified } = stored;
  const body = parseBody(stored);
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : undefined);
  return {
    id,
    name: subjectOf(body, type) ?? text('userName') ?? text('displayName'),
    displayName: text('displayName'),
    externalId: text('externalId'),
    // RFC 7643 §4.1.1 leaves the meaning of a missing `active` to the server: the account can be used.
    active: type.name === 'User' ? body['active'] !== false : undefined,
    version,
    created,
    modified,
  };
}
