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
  return JSON.stringify({
    madeBy: MADE_BY,
    indexes: type.indexes.map(indexOf),
    document: documentOf(type),
  });
}

/** What decides each index and the search documents of a type, as strings: what changed can be told by comparing them. */
export interface IndexDefinitionParts {
  /** By the path of the index. */
  readonly indexes: Readonly<Record<string, string>>;
  /** Undefined for a type without search documents. */
  readonly document: string | undefined;
}

/**
 * The parts of `indexDefinition`. An index whose part differs must be made again; the others can be relied on meanwhile.
 *
 * @example
 * Object.keys(indexDefinitionParts(userType).indexes); // ['userName', 'externalId']
 */
export function indexDefinitionParts(type: ResourceType): IndexDefinitionParts {
  const made = (part: unknown): string => JSON.stringify([MADE_BY, part]);
  const document = documentOf(type);
  return {
    indexes: Object.fromEntries(type.indexes.map((index) => [index.path, made(indexOf(index))])),
    document: document === false ? undefined : made(document),
  };
}

function documentOf({ searchedBy, schema, extensions }: ResourceType): unknown {
  const schemas = [schema, ...extensions.map((extension) => extension.schema)];
  return (
    searchedBy === 'everything' && schemas.map(({ id, attributes }) => [id, attributes.map(attributeOf)])
  );
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
