import { findAttribute, type Attribute } from '../schema/attribute.ts';
import type { Index, ResourceType } from '../schema/resource-type.ts';

/**
 * The indexes of the single-valued references from one type to another, such as `manager`, that can be removed: neither
 * required nor immutable. They find the resources that refer to a deleted one. Memberships are not among them.
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
