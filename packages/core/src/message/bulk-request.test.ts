import { describe, expect, it } from 'vitest';
import { refusalOf } from '../refusal.fixture.ts';
import { parseBulkRequest } from './bulk-request.ts';
import { BULK_REQUEST } from './urn.ts';

const schemas = [BULK_REQUEST];
const nothing = {
  method: undefined,
  bulkId: undefined,
  path: undefined,
  version: undefined,
  data: undefined,
};

describe('the envelope of a bulk request is parsed', () => {
  it.each<[why: string, body: object, read: object]>([
    [
      'as in the RFC',
      {
        schemas,
        failOnErrors: 1,
        Operations: [{ method: 'POST', path: '/Users', bulkId: 'ada', version: 'W/"1"', data: { a: 1 } }],
      },
      {
        failOnErrors: 1,
        allOrNothing: false,
        operations: [{ method: 'POST', path: '/Users', bulkId: 'ada', version: 'W/"1"', data: { a: 1 } }],
      },
    ],
    [
      'with names in any letter case, and data unchanged',
      {
        SCHEMAS: [BULK_REQUEST.toUpperCase()],
        allornothing: true,
        operations: [{ METHOD: 'post', BulkID: 'Ada', DATA: { UserName: 'ada' } }],
      },
      {
        failOnErrors: undefined,
        allOrNothing: true,
        operations: [{ ...nothing, method: 'POST', bulkId: 'Ada', data: { UserName: 'ada' } }],
      },
    ],
    [
      'with null like absent',
      {
        schemas,
        failOnErrors: null,
        allOrNothing: null,
        Operations: [{ method: null, path: null, bulkId: null, version: null, data: null }],
      },
      { failOnErrors: undefined, allOrNothing: false, operations: [nothing] },
    ],
    [
      'with empty operations, without unknown keys',
      { schemas, foo: 1, Operations: [{ status: { code: '201' } }] },
      { failOnErrors: undefined, allOrNothing: false, operations: [nothing] },
    ],
    [
      'without a limit of errors if failOnErrors is 0',
      { schemas, failOnErrors: 0, Operations: [] },
      { failOnErrors: undefined, allOrNothing: false, operations: [] },
    ],
    [
      'without an operation (AMB-22)',
      { schemas, Operations: [] },
      { failOnErrors: undefined, allOrNothing: false, operations: [] },
    ],
  ])('%s', (_, body, read) => {
    expect(parseBulkRequest(body, 10)).toEqual(read);
  });
});

describe('a malformed bulk request is refused with the name of the malformed part', () => {
  const operations = (...more: unknown[]) => ({ schemas, Operations: more });
  it.each<[why: string, body: unknown, says: string]>([
    ['nothing', undefined, 'The body must be a BulkRequest object.'],
    ['a list', [], 'The body must be a BulkRequest object.'],
    ['no schemas', { Operations: [] }, `schemas must list ${BULK_REQUEST}.`],
    ['other schemas', { schemas: ['urn:x'], Operations: [] }, `schemas must list ${BULK_REQUEST}.`],
    ['no operations', { schemas }, 'Operations must be an array of objects.'],
    ['an object of operations', { schemas, Operations: {} }, 'Operations must be an array of objects.'],
    ['an operation that is not an object', operations({}, 'x'), 'Operations must be an array of objects.'],
    ['a fraction of an error', { ...operations(), failOnErrors: 1.5 }, 'failOnErrors must be a whole number'],
    [
      'a negative number of errors',
      { ...operations(), failOnErrors: -1 },
      'failOnErrors must be a whole number',
    ],
    [
      'a number of errors as a string',
      { ...operations(), failOnErrors: '1' },
      'failOnErrors must be a whole number',
    ],
    [
      'a string for allOrNothing',
      { ...operations(), allOrNothing: 'x' },
      'allOrNothing must be true or false.',
    ],
    [
      'a method that is not a string',
      operations({}, { method: 1 }),
      'Operations[1]: method must be a string',
    ],
    ['a path that is not a string', operations({ path: [] }), 'Operations[0]: path must be a string'],
    ['a long path', operations({ path: '/'.repeat(1_001) }), 'at most 1000 characters'],
    ['an unstorable path', operations({ path: '/Users/\ud800' }), 'Operations[0]: path must'],
    ['a bulkId that is not a string', operations({ bulkId: 1 }), 'Operations[0]: bulkId must be a string'],
    ['a long bulkId', operations({ bulkId: 'x'.repeat(257) }), 'at most 256 characters'],
    ['an unstorable bulkId', operations({ bulkId: '\0' }), 'Operations[0]: bulkId must'],
    ['a version that is not a string', operations({ version: 1 }), 'Operations[0]: version must be a string'],
  ])('%s', (_, body, says) => {
    const refusal = refusalOf(() => parseBulkRequest(body, 10));
    expect(refusal).toMatchObject({ code: 'invalidSyntax' });
    expect(refusal.message).toContain(says);
  });

  it('too many operations are refused by their number, before they are parsed', () => {
    const Operations = Array.from({ length: 11 }, () => 1);
    const refusal = refusalOf(() => parseBulkRequest({ schemas, Operations }, 10));
    expect(refusal).toMatchObject({ code: 'payloadTooLarge', status: 413 });
    expect(refusal.message).toContain('at most 10 operations (maxOperations)');
    expect(parseBulkRequest({ schemas, Operations: Operations.slice(1).map(() => ({})) }, 10)).toBeDefined();
  });
});
