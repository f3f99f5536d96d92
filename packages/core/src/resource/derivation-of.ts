import type { Attribute } from '../schema/attribute.ts';
import type { Index, ResourceType } from '../schema/resource-type.ts';

/** Goes up when `indexEntries` or `searchText` makes something else of the same resource and type. */
const MADE_BY = 2;

/**
 * The definition that `indexEntries` and `searchText` follow for a type, as a text: what was derived by another one may not
 * be what they would yield now.
 *
 * @example
 * derivationOf(userType) === derivationOf({ ...userType, indexes: [] }); // false
 */
export function derivationOf(type: ResourceType): string {
  const { indexes, searchedBy, schema, extensions } = type;
  const schemas = [schema, ...extensions.map((extension) => extension.schema)];
  return JSON.stringify({
    madeBy: MADE_BY,
    indexes: indexes.map(indexOf),
    document:
      searchedBy === 'everything' && schemas.map(({ id, attributes }) => [id, attributes.map(attributeOf)]),
  });
}

function indexOf({ path, target, unique }: Index): unknown {
  const { extension, attribute, sub } = target.path;
  const slot = target.kind === 'element' ? [target.slot.discriminator.name, target.slot.value] : [];
  return [path, unique, extension, attributeOf(attribute), sub && attributeOf(sub), slot];
}

/** What decides which of its values are kept, and how they compare. */
function attributeOf({
  name,
  type,
  caseExact,
  returned,
  multiValued,
  subAttributes = [],
}: Attribute): unknown {
  return [name, type, caseExact, returned, multiValued, subAttributes.map(attributeOf)];
}
