import { findAttribute, type Attribute } from '../schema/attribute.ts';
import type { Index, ResourceType } from '../schema/resource-type.ts';

/**
 * The attributes of a type that refer to one resource of another, as `manager` refers to a user, and that a resource can
 * lose: neither required nor immutable. By their indexes it is found who refers to whom. Memberships are references of
 * their own.
 *
 * @example
 * referencesTo(userType, 'User').map(({ path }) => path); // []
 */
export function referencesTo({ indexes, required }: ResourceType, name: string): readonly Index[] {
  return indexes.filter(({ path: indexed, target: { kind, path } }) => {
    const { multiValued, subAttributes } = path.attribute;
    if (kind !== 'attribute' || multiValued || path.sub?.name !== 'value') return false;
    if (!canChange(path.attribute) || !canChange(path.sub)) return false;
    const pointsThere = findAttribute(subAttributes, '$ref')?.referenceTypes?.includes(name) === true;
    return pointsThere && !required.some((requirement) => requirement.path === indexed);
  });
}

function canChange({ mutability }: Attribute): boolean {
  return mutability === 'readWrite';
}
