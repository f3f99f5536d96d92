import type { BoundFilter, Filter } from '../filter/ast.ts';
import type { BoundPath, Index, ResourceType } from '../schema/resource-type.ts';
import { indexKey, targetAttribute } from './target.ts';

/** A comparison that an index answers: by `id`, by a member, or by the key at an indexed path. */
export type Lookup =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'member'; readonly member: string }
  | { readonly kind: 'key'; readonly path: string; readonly key: string };

/**
 * Finds the index that answers a filter. The store compiles the lookup to SQL, and the server refuses other filters: both
 * call this, so that they agree.
 *
 * @returns undefined for any other filter
 *
 * @example
 * const reading = openParseContext();
 * findLookup(bindFilter(parseFilter('userName eq "Ada"', reading), userType, reading), userType);
 * // { kind: 'key', path: 'userName', key: 'ada' }
 */
export function findLookup(filter: BoundFilter, type: ResourceType): Lookup | undefined {
  if (filter.kind === 'compare') return findPlain(filter, type);
  if (filter.kind === 'some') return findElement(filter, type);
  return undefined;
}

/**
 * Whether an index leads to at most one resource, by `id` or by a unique key, so that the rest of the filter is tested on it
 * alone.
 *
 * @example
 * const reading = openParseContext();
 * findsAtMostOne(bindFilter(parseFilter('userName eq "Ada"', reading), userType, reading), userType); // true
 */
export function findsAtMostOne(filter: BoundFilter, type: ResourceType): boolean {
  if (filter.kind === 'and') return findsAtMostOne(filter.left, type) || findsAtMostOne(filter.right, type);
  const lookup = findLookup(filter, type);
  if (lookup?.kind !== 'key') return lookup?.kind === 'id';
  return type.indexes.some(({ path, unique }) => unique && path === lookup.path);
}

/**
 * The paths on which a type answers `eq`; a refusal lists them.
 *
 * @example
 * lookupPaths(userType); // ['id', 'userName', 'externalId']
 */
export function lookupPaths(type: ResourceType): readonly string[] {
  return ['id', ...type.indexes.map(({ path }) => path), ...(type.membership ? [type.membership.name] : [])];
}

type Compare = Extract<Filter<BoundPath>, { kind: 'compare' }>;
type Some = Extract<Filter<BoundPath>, { kind: 'some' }>;

function findPlain({ path, op, value }: Compare, type: ResourceType): Lookup | undefined {
  if (op !== 'eq' || value === null) return undefined;
  const { attribute, sub, extension } = path;
  if (attribute === type.membership) {
    return sub?.name === 'value' ? { kind: 'member', member: String(value) } : undefined;
  }
  if (extension === undefined && attribute.name === 'id') return { kind: 'id', id: String(value) };
  const index = type.indexes.find(({ target }) => target.kind === 'attribute' && samePath(target.path, path));
  return index && { kind: 'key', path: index.path, key: keyOf(index, value) };
}

function samePath(left: BoundPath, right: BoundPath): boolean {
  return (
    left.extension === right.extension &&
    left.attribute.name === right.attribute.name &&
    left.sub?.name === right.sub?.name
  );
}

/** `emails[type eq "work" and value eq "x"]`, with its comparisons in either order. */
function findElement({ path, where }: Some, type: ResourceType): Lookup | undefined {
  if (where.kind !== 'and') return undefined;
  const { left, right } = where;
  if (left.kind !== 'compare' || right.kind !== 'compare' || left.op !== 'eq' || right.op !== 'eq')
    return undefined;
  for (const index of type.indexes) {
    const { target } = index;
    if (target.kind !== 'element' || !samePath({ ...target.path, sub: undefined }, path)) continue;
    for (const [one, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const { discriminator, value } = target.slot;
      const names =
        one.path.attribute.name === discriminator.name && other.path.attribute.name === target.path.sub.name;
      if (names && other.value !== null && one.value !== null && sameKey(one.value, value, discriminator)) {
        return { kind: 'key', path: index.path, key: keyOf(index, other.value) };
      }
    }
  }
  return undefined;
}

function sameKey(
  left: string | number | boolean,
  right: string | number | boolean,
  of: BoundPath['attribute'],
): boolean {
  return indexKey(left, of) === indexKey(right, of);
}

function keyOf(index: Index, value: string | number | boolean): string {
  return indexKey(value, targetAttribute(index.target));
}
