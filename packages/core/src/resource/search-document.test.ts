import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { bindFilter } from '../filter/bind.ts';
import { compareKey } from '../filter/compare-key.ts';
import { bound } from '../filter/filters.fixture.ts';
import { parseFilter } from '../filter/parse.ts';
import { toPredicate } from '../filter/to-predicate.ts';
import { bodies, filterTexts } from '../fuzz/requests.fixture.ts';
import { resourceTypes } from '../fuzz/resource-types.fixture.ts';
import type { Json, JsonObject } from '../json.ts';
import { wholeUser } from '../profile/profiles.fixture.ts';
import { findAttribute } from '../schema/attribute.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import { parseResource } from './parse-resource.ts';
import type { Resource } from './resource.ts';
import { searchDocument, searchText } from './search-document.ts';

const types = [
  { name: 'whole', type: resourceTypes.whole },
  { name: 'custom', type: resourceTypes.custom },
  { name: 'group', type: resourceTypes.group },
];

function parsed(body: Json, type: (typeof types)[number]['type']): Resource | undefined {
  try {
    return parseResource(body, type, openParseContext()).resource;
  } catch {
    return undefined; // a refused body has no document
  }
}

function meant(text: string, type: (typeof types)[number]['type']) {
  try {
    return bindFilter(parseFilter(text, openParseContext()), type, openParseContext());
  } catch {
    return undefined;
  }
}

describe('a search document', () => {
  it.each(types)('of a $name resource satisfies the filters that the resource satisfies', ({ type }) => {
    fc.assert(
      fc.property(
        bodies(type),
        fc.array(filterTexts(type), { minLength: 5, maxLength: 15 }),
        (body, texts) => {
          const resource = parsed(body, type);
          if (resource === undefined) return;
          const document = searchDocument(resource, type);
          for (const text of texts) {
            const filter = meant(text, type);
            const matches = filter && toPredicate(filter);
            expect({ text, is: matches?.(document) }).toEqual({ text, is: matches?.(resource) });
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each(types)(
    'of a $name resource is JSON without null, which survives being stored as text',
    ({ type }) => {
      fc.assert(
        fc.property(bodies(type), (body) => {
          const document = searchDocument(parsed(body, type) ?? {}, type);
          const text = JSON.stringify(document);
          expect(JSON.parse(text)).toEqual(document);
          expect(text).not.toMatch(/[:[,]null[,\]}]/);
        }),
        { numRuns: 200 },
      );
    },
  );

  it.each<{ what: string; resource: JsonObject; document: JsonObject }>([
    { what: 'folds text', resource: { userName: 'ＡDA' }, document: { userName: ['ada'] } },
    {
      what: 'keeps the letter case of a caseExact attribute',
      resource: { externalId: 'Aß' },
      document: { externalId: ['Aß'] },
    },
    { what: 'keeps empty text', resource: { title: '' }, document: { title: [''] } },
    { what: 'keeps booleans', resource: { active: false }, document: { active: [false] } },
    { what: 'has no null', resource: { title: null, name: { givenName: null } }, document: { name: [{}] } },
    { what: 'has no empty list', resource: { emails: [] }, document: {} },
    { what: 'has no attribute that is never returned', resource: { password: 'secret' }, document: {} },
    { what: 'has no unknown attribute', resource: { shoeSize: 42 }, document: {} },
    {
      what: 'has the primary element first, and the others in their order',
      resource: { emails: [{ value: 'A' }, { value: 'B' }, { value: 'C', primary: true }] },
      document: { emails: [{ value: 'c', primary: true }, { value: 'a' }, { value: 'b' }] },
    },
  ])('$what', ({ resource, document }) => {
    const { schemas, ...rest } = searchDocument(resource, wholeUser.type);
    expect(rest).toEqual(document);
    expect(schemas).toEqual(['urn:ietf:params:scim:schemas:core:2.0:user']);
  });

  it('has the extensions of the resource, and their schemas', () => {
    const document = searchDocument({ [ENTERPRISE_USER]: { department: 'R&D' } }, wholeUser.type);
    expect(document[ENTERPRISE_USER]).toEqual({ department: ['r&d'] });
    const isExtended = toPredicate(bound(`schemas eq "${ENTERPRISE_USER}"`, wholeUser.type));
    expect(isExtended(document)).toBe(true);
    expect(isExtended(searchDocument({}, wholeUser.type))).toBe(false);
  });
});

it('a search document is stored as text for a type that is searched by everything, and not for any other', () => {
  const { type } = wholeUser;
  expect(searchText({ userName: 'Ada' }, type)).toBeUndefined();
  const text = searchText({ userName: 'Ada' }, { ...type, searchedBy: 'everything' });
  expect(JSON.parse(text ?? '')).toMatchObject({ userName: ['ada'] });
});

it.each([
  ['userName', 'ǅΣς'],
  ['userName', 'İ'],
  ['externalId', 'Ａ'],
  ['active', true],
])('the key of a key of %s is the same key', (name, value) => {
  const attribute = findAttribute(wholeUser.type.schema.attributes, name);
  const key = (of: Json): Json => (attribute === undefined ? null : compareKey(of, attribute));
  expect(key(key(value))).toBe(key(value));
});
