import type { Json } from '@scimwright/core';
import { describe, expect, it } from 'vitest';
import { parseSearchRequest, SEARCH_REQUEST, searchSchema } from './parse-search-request.ts';
import { schemaOf } from '../openapi/schema-of.fixture.ts';

const schemas = [SEARCH_REQUEST];
const isValid = schemaOf({ components: { schemas: { SearchRequest: searchSchema } } }, 'SearchRequest');

describe('the body of a search', () => {
  it.each([
    ['nothing', {}, {}],
    ['a filter', { filter: 'userName eq "ada"' }, { filter: 'userName eq "ada"' }],
    ['a page', { startIndex: 11, count: 10 }, { startIndex: '11', count: '10' }],
    ['attributes', { attributes: ['userName', 'emails.value'] }, { attributes: 'userName,emails.value' }],
    ['attributes to leave out', { excludedAttributes: ['members'] }, { excludedAttributes: 'members' }],
    ['nulls', { filter: null, count: null, attributes: null }, {}],
    [
      'an order',
      { sortBy: 'userName', sortOrder: 'descending' },
      { sortBy: 'userName', sortOrder: 'descending' },
    ],
    ['a cursor', { cursor: '' }, { cursor: '' }],
    ['an unknown key', { foo: 'bar' }, {}],
  ])('with %s is parsed as a query, and is valid by the schema', (_, body, expected) => {
    expect(parseSearchRequest({ schemas, ...body })).toEqual(expected);
    expect(isValid({ schemas, ...body })).toBe(true);
  });

  it('is parsed with keys in any letter case', () => {
    const body = { SCHEMAS: [SEARCH_REQUEST.toUpperCase()], Filter: 'id eq "1"', STARTINDEX: 2 };
    expect(parseSearchRequest(body)).toEqual({ filter: 'id eq "1"', startIndex: '2' });
  });

  it.each<[string, Json, string]>([
    ['is not an object', [], 'SearchRequest'],
    ['has no schemas', { filter: 'id eq "1"' }, 'schemas'],
    ['has the schema of another message', { schemas: [`${SEARCH_REQUEST}2`] }, 'schemas'],
    ['has schemas that are not a list', { schemas: SEARCH_REQUEST }, 'schemas'],
    ['has a filter that is not a string', { schemas, filter: 5 }, 'filter'],
    ['has a count that is a string', { schemas, count: '5' }, 'count'],
    ['has a startIndex that is a string', { schemas, startIndex: '5' }, 'startIndex'],
    ['has attributes that are not a list', { schemas, attributes: 'userName' }, 'attributes'],
    ['has an attribute that is not a string', { schemas, attributes: ['id', 5] }, 'attributes'],
    ['has a sort order that is not a string', { schemas, sortOrder: 1 }, 'sortOrder'],
    ['has a cursor that is not a string', { schemas, cursor: 5 }, 'cursor'],
    [
      'has excluded attributes that are not a list',
      { schemas, excludedAttributes: {} },
      'excludedAttributes',
    ],
  ])('that %s is refused by name, and is invalid by the schema', (_, body, named) => {
    expect(() => parseSearchRequest(body)).toThrow(
      expect.objectContaining({ code: 'invalidSyntax', message: expect.stringContaining(named) }),
    );
    expect(isValid(body)).toBe(false);
  });
});
