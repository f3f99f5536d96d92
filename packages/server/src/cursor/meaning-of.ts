import type { BoundFilter, Projection, ResourceType, Sort } from '@scimwright/core';

/** What a query asks for of one resource type. */
export interface Asked {
  readonly type: ResourceType;
  readonly filter: BoundFilter | undefined;
  readonly sort?: Sort | undefined;
  readonly projection: Projection;
}

/**
 * What a query means, as text: the same for a query in other words, such as another letter case of a name.
 *
 * @param endpoint - where it is asked
 *
 * @example
 * meaningOf('/Users', [{ type: userType, filter: undefined, projection: everything }]);
 *
 * @see RFC 9865 §2, whose own example changes the letter case of a name on the way
 */
export function meaningOf(endpoint: string, asked: readonly Asked[]): string {
  return JSON.stringify([endpoint, ...asked], (name, part: unknown) => {
    if (part instanceof Map || part instanceof Set) return [...part];
    const isNamed = name === 'type' || name === 'attribute' || name === 'sub';
    return isNamed && typeof part === 'object' && part !== null && 'name' in part ? part.name : part;
  });
}
