import { describe, expect, it } from 'vitest';
import { ScimError } from '../error.ts';
import { errorResponse } from './error-response.ts';
import { listResponse } from './list-response.ts';
import { ERROR, LIST_RESPONSE, PATCH_OP } from './urn.ts';

it('the messages have the URNs of RFC 7644', () => {
  expect([ERROR, LIST_RESPONSE, PATCH_OP]).toEqual(
    ['Error', 'ListResponse', 'PatchOp'].map((name) => `urn:ietf:params:scim:api:messages:2.0:${name}`),
  );
});

describe('an error reply', () => {
  it('has its status as a string, and its keyword (7644-3.12-02)', () => {
    expect(errorResponse(new ScimError('uniqueness', 'userName is already taken.'))).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '409',
      scimType: 'uniqueness',
      detail: 'userName is already taken.',
    });
  });

  it('has no scimType if RFC 7644 has no keyword', () => {
    expect(Object.keys(errorResponse(new ScimError('notFound', 'There is no such user.')))).toEqual([
      'schemas',
      'status',
      'detail',
    ]);
  });
});

describe('a list reply', () => {
  it('has all its attributes even if it is empty (AMB-12)', () => {
    expect(listResponse([], 0, 1)).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 0,
      startIndex: 1,
      itemsPerPage: 0,
      Resources: [],
    });
  });

  it('counts the items of the page and of the whole list', () => {
    expect(listResponse(['a', 'b'], 7, 6)).toMatchObject({
      totalResults: 7,
      startIndex: 6,
      itemsPerPage: 2,
      Resources: ['a', 'b'],
    });
  });
});
