import {
  applyPatch,
  openReading,
  readTarget,
  referencesTo,
  type Index,
  type Resource,
  type ResourceType,
} from '@scimwright/core';
import type { Stored } from '@scimwright/store';
import { typesOf } from '../discovery/resource-types.ts';
import { parseBody } from '../resource/represent.ts';
import type { Deps, OneResourceRequest } from '../scim-request.ts';

/** A resource that refers to another, as it is and as it is without that. */
export interface Referrer {
  readonly stored: Stored;
  readonly type: ResourceType;
  readonly before: Resource;
  readonly after: Resource;
}

/**
 * Finds who refers to a resource, by the indexes of the attributes that can: one question for each of these.
 *
 * @param most - how many at most
 * @returns those found, and whether there are more
 *
 * @example
 * const { referrers } = await findReferrers(request, deps, 50);
 */
export async function findReferrers(
  { connector, tenant, type: { name }, id }: Pick<OneResourceRequest, 'connector' | 'tenant' | 'type' | 'id'>,
  { store }: Pick<Deps, 'store'>,
  most: number,
): Promise<{ readonly referrers: readonly Referrer[]; readonly hasMore: boolean }> {
  const referrers = new Map<string, Referrer>();
  let hasMore = false;
  for (const type of typesOf(connector)) {
    const references = referencesTo(type, name);
    for (const { target } of references) {
      const filter = { kind: 'compare', path: target.path, op: 'eq', value: id } as const;
      const page = await store.resources.find(tenant.id, { type, filter, startIndex: 1, count: most });
      hasMore ||= page.total > page.items.length;
      for (const stored of page.items) {
        const before = parseBody(stored);
        const after = references.reduce(
          (resource, index) => withoutReference(resource, index, id, type),
          before,
        );
        // Whoever refers to itself goes with what it says.
        if (stored.id !== id && after !== before) referrers.set(stored.id, { stored, type, before, after });
      }
    }
  }
  const all = [...referrers.values()];
  return { referrers: all.slice(0, most), hasMore: hasMore || all.length > most };
}

/** An extension whose last attribute goes is not there any more either. */
function withoutReference(
  resource: Resource,
  { path: text, target }: Index,
  id: string,
  type: ResourceType,
): Resource {
  if (!readTarget(resource, target).includes(id)) return resource;
  const path = { ...target.path, sub: undefined };
  return applyPatch(
    resource,
    [{ kind: 'attribute', op: 'remove', path, text, value: undefined }],
    type,
    openReading(),
  ).resource;
}
