import type { Attribute } from '../schema/attribute.ts';
import type { Index, ResourceType } from '../schema/resource-type.ts';

/** Increase it when `indexEntries` or `searchText` changes its result for the same resource and type. */
const MADE_BY = 2;

/**
 * What decides the index entries and search documents of a type, as a string. Resources that were indexed by another
 * definition must be reindexed.
 *
 * @example
 * indexDefinition(userType) === indexDefinition({ ...userType, indexes: [] }); // false
 */
export function indexDefinition(type: ResourceType): string {
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

/** The characteristics that decide which values are indexed, and how they compare. */
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
