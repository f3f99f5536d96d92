import { defaultProjection, isObject, type JsonObject, type ResourceType } from '@scimwright/core';
import { lookupPaths } from '@scimwright/core/resource';
import type { BoundFilter } from '@scimwright/core/filter';
import type { Stored, Tenant } from '@scimwright/store';
import { z } from 'zod';
import { typesOf } from '../discovery/resource-types.ts';
import { parseBody, resourceText } from '../resource/resource-text.ts';
import { shownGroups } from '../resource/resource-reply.ts';
import { subjectOf } from '../resource/subject.ts';
import { equalTo } from '../resource/equal-to.ts';
import { AdminRefusal, connectorOf, type AdminDeps } from './admin-deps.ts';
import { count, time } from './fields.ts';
import { showTenant } from './show-tenant.ts';

/** Users or groups, as their endpoints are named. */
export type Collection = 'Users' | 'Groups';

/** A user or a group in a list. */
export const listedResource = z.strictObject({
  id: z.string(),
  name: z.string().optional().describe('What Entra matches by: userName or displayName.'),
  displayName: z.string().optional(),
  externalId: z.string().optional(),
  active: z.boolean().optional().describe('Whether a user can sign in; absent for a group.'),
  version: count,
  created: time,
  modified: time,
});

/** A user or a group in a list. */
export type ListedResource = z.infer<typeof listedResource>;

/** A page of users or groups. */
export const resourcePage = z.strictObject({
  total: count,
  resources: z.array(listedResource).readonly(),
  next: count.optional().describe('The `startIndex` of the next page; absent on the last.'),
});

/** A user or a group as Entra sees it, without the members of a group. */
export const wholeResource = z.record(z.string(), z.unknown());

/** A member of a group. */
export const member = z.strictObject({
  value: z.string().describe('Its id.'),
  type: z.string().optional().describe('Absent when no resource of the tenant has that id.'),
});

/** A page of members. */
export const memberPage = z.strictObject({
  members: z.array(member).readonly(),
  next: z.string().optional().describe('The `after` of the next page; absent on the last.'),
});

/** Which users or groups to list. */
export interface ResourceSearch {
  /** An attribute that the product answers `eq` on, and the value it must have. */
  readonly by?: { readonly attribute: string; readonly value: string } | undefined;
  /** 1-based. */
  readonly startIndex: number;
  readonly count: number;
}

/**
 * Lists the users or the groups of a tenant in order of creation, one page at a time, or those with a value of an attribute.
 *
 * @throws AdminRefusal when the product has no groups, or no lookup by that attribute
 *
 * @example
 * const { total } = await listResources(deps, tenant, 'Users', { startIndex: 1, count: 100 });
 */
export async function listResources(
  deps: AdminDeps,
  tenant: Tenant,
  collection: Collection,
  { by, startIndex, count }: ResourceSearch,
): Promise<{ readonly total: number; readonly resources: readonly ListedResource[] }> {
  const type = typeOf(deps, tenant, collection);
  const filter = by && filterBy(type, by.attribute, by.value);
  const { total, items } = await deps.store.resources.find(tenant.id, { type, filter, startIndex, count });
  return { total, resources: items.map((stored) => showResource(stored, type)) };
}

/**
 * Reads one user or group as a client sees it. The members of a group are listed separately.
 *
 * @param origin - the URL of the host, without a slash at its end
 * @throws AdminRefusal when there is none with that id
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
  const projection = defaultProjection;
  const groups = await shownGroups([stored], { type, tenant }, projection, deps.store.resources);
  const types = typesOf(connectorOf(deps, tenant.connector));
  const shown: unknown = JSON.parse(
    resourceText({ stored, type, base, projection, types, groups: groups?.get(id) }),
  );
  return isObject(shown) ? shown : {};
}

/**
 * Lists the members of a group by id, one page at a time.
 *
 * @returns the members, and where the next page begins unless this is the last
 * @throws AdminRefusal when there is no such group
 *
 * @example
 * const { members, next } = await listMembers(deps, tenant, 'g1', { after: undefined, limit: 100 });
 */
export async function listMembers(
  deps: AdminDeps,
  tenant: Tenant,
  group: string,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<z.infer<typeof memberPage>> {
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

function showResource(stored: Stored, type: ResourceType): ListedResource {
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
