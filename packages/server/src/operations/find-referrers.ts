import { openParseContext, type Resource, type ResourceType } from '@scimwright/core';
import { applyPatch } from '@scimwright/core/patch';
import { referencesTo, readTarget } from '@scimwright/core/resource';
import type { Index } from '@scimwright/core/schema';
import type { Stored } from '@scimwright/store';
import { typesOf } from '../discovery/resource-types.ts';
import { parseBody } from '../resource/resource-text.ts';
import type { Deps, OneResourceRequest } from '../scim-request.ts';

/** A resource that refers to another, with and without the reference. */
export interface Referrer {
  readonly stored: Stored;
  readonly type: ResourceType;
  readonly before: Resource;
  readonly after: Resource;
}

/**
 * Finds the resources that refer to a resource, with one query for each attribute that can refer to it.
 *
 * @param max - how many it returns
 * @returns those found, and whether there are more
 */
export async function findReferrers(
  { connector, tenant, type: { name }, id }: Pick<OneResourceRequest, 'connector' | 'tenant' | 'type' | 'id'>,
  { store }: Pick<Deps, 'store'>,
  max: number,
): Promise<{ readonly referrers: readonly Referrer[]; readonly hasMore: boolean }> {
  const referrers = new Map<string, Referrer>();
  let hasMore = false;
  for (const type of typesOf(connector)) {
    const references = referencesTo(type, name);
    for (const { target } of references) {
      const filter = { kind: 'compare', path: target.path, op: 'eq', value: id } as const;
      const page = await store.resources.find(tenant.id, { type, filter, startIndex: 1, count: max });
      hasMore ||= page.total > page.items.length;
      for (const stored of page.items) {
        const before = parseBody(stored);
        const after = references.reduce(
          (resource, index) => withoutReference(resource, index, id, type),
          before,
        );
        // A self-reference is deleted with the resource.
        if (stored.id !== id && after !== before) referrers.set(stored.id, { stored, type, before, after });
      }
    }
  }
  const all = [...referrers.values()];
  return { referrers: all.slice(0, max), hasMore: hasMore || all.length > max };
}

/** Removes a reference, and the extension if that was its last attribute. */
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
    openParseContext(),
  ).resource;
}
