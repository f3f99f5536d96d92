import type { Projection, ResourceType } from '@scimwright/core';
import type { BoundFilter } from '@scimwright/core/filter';
import type { Sort } from '@scimwright/core/resource';

/** A query for resources of one type. */
export interface TypeQuery {
  readonly type: ResourceType;
  readonly filter: BoundFilter | undefined;
  readonly sort?: Sort | undefined;
  readonly projection: Projection;
}

/**
 * A query as canonical text: the same for queries that differ only in spelling, such as the letter case of a name.
 *
 * @param endpoint - the path of the query
 *
 * @see RFC 9865 §2, whose own example changes the letter case of a name on the way
 */
export function canonicalQuery(endpoint: string, queries: readonly TypeQuery[]): string {
  return JSON.stringify([endpoint, ...queries], (name, part: unknown) => {
    if (part instanceof Map || part instanceof Set) return [...part];
    const isNamed = name === 'type' || name === 'attribute' || name === 'sub';
    return isNamed && typeof part === 'object' && part !== null && 'name' in part ? part.name : part;
  });
}
