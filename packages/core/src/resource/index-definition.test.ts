import { describe, expect, it } from 'vitest';
import { narrowUser, wholeUser } from '../profile/profiles.fixture.ts';
import type { Attribute } from '../schema/attribute.ts';
import type { Index, ResourceType } from '../schema/resource-type.ts';
import { indexDefinition, indexDefinitionParts } from './index-definition.ts';

const { type } = narrowUser;
const searched: ResourceType = { ...wholeUser.type, searchedBy: 'everything' };

const withIndexes = (change: (index: Index) => Index): ResourceType => ({
  ...type,
  indexes: type.indexes.map(change),
});

const withAttributes = (of: ResourceType, change: Partial<Attribute>): ResourceType => ({
  ...of,
  schema: { ...of.schema, attributes: of.schema.attributes.map((one) => ({ ...one, ...change })) },
});

describe('the definition of index entries and search documents', () => {
  it.each<{ what: string; of: ResourceType; other: ResourceType }>([
    { what: 'an index is removed', of: type, other: { ...type, indexes: type.indexes.slice(1) } },
    {
      what: 'a value need not be unique any more',
      of: type,
      other: withIndexes((index) => ({ ...index, unique: false })),
    },
    {
      what: 'the type becomes searched by everything',
      of: type,
      other: { ...type, searchedBy: 'everything' },
    },
    {
      what: 'an indexed attribute becomes caseExact',
      of: type,
      other: withIndexes((index) => {
        const { target } = index;
        const attribute = { ...target.path.attribute, caseExact: !target.path.attribute.caseExact };
        return target.kind === 'element'
          ? { ...index, target: { ...target, path: { ...target.path, attribute } } }
          : { ...index, target: { ...target, path: { ...target.path, attribute } } };
      }),
    },
    {
      what: 'a searched attribute becomes caseExact',
      of: searched,
      other: withAttributes(searched, { caseExact: true }),
    },
    {
      what: 'an attribute becomes never returned, so that it is not searched',
      of: searched,
      other: withAttributes(searched, { returned: 'never' }),
    },
    { what: 'an extension is removed from the search', of: searched, other: { ...searched, extensions: [] } },
  ])('changes when $what', ({ of, other }) => {
    expect(indexDefinition(other)).not.toBe(indexDefinition(of));
  });

  it.each<{ what: string; of: ResourceType; other: ResourceType }>([
    { what: 'the type is copied', of: type, other: { ...type } },
    {
      what: 'the description of an attribute changes',
      of: searched,
      other: withAttributes(searched, { description: 'x' }),
    },
    { what: 'attributes become required', of: searched, other: withAttributes(searched, { required: true }) },
    {
      what: 'an attribute without an index becomes caseExact, unless everything is searched',
      of: type,
      other: withAttributes(type, { caseExact: true }),
    },
  ])('stays the same when $what', ({ of, other }) => {
    expect(indexDefinition(other)).toBe(indexDefinition(of));
  });

  it('has a part for each index and one for the documents, so that it can be told which changed', () => {
    const before = indexDefinitionParts(type);
    const after = indexDefinitionParts({
      ...searched,
      indexes: type.indexes.map((index) => ({
        ...index,
        unique: index.path === 'userName' ? !index.unique : index.unique,
      })),
    });
    const paths = Object.keys(before.indexes);
    expect(paths).toEqual(type.indexes.map(({ path }) => path));
    expect(paths.filter((path) => before.indexes[path] !== after.indexes[path])).toEqual(['userName']);
    expect([typeof before.document, typeof after.document]).toEqual(['undefined', 'string']);
  });
});
