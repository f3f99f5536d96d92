import { describe, expect, it } from 'vitest';
import { ScimError, type ScimErrorCode } from './error.ts';

/** RFC 7644 §3.12, table 9, and the statuses of its table 8 that have no keyword; 424 is RFC 4918's. A new code needs a row here. */
const wire = {
  invalidFilter: [400, 'invalidFilter'],
  tooMany: [400, 'tooMany'],
  mutability: [400, 'mutability'],
  invalidSyntax: [400, 'invalidSyntax'],
  invalidPath: [400, 'invalidPath'],
  noTarget: [400, 'noTarget'],
  invalidValue: [400, 'invalidValue'],
  // RFC 9865 §2.1, table 3.
  invalidCursor: [400, 'invalidCursor'],
  expiredCursor: [400, 'expiredCursor'],
  invalidCount: [400, 'invalidCount'],
  unauthorized: [401, undefined],
  forbidden: [403, undefined],
  notFound: [404, undefined],
  methodNotAllowed: [405, undefined],
  notAcceptable: [406, undefined],
  uniqueness: [409, 'uniqueness'], // on PUT and PATCH too: AMB-25
  unresolved: [409, undefined], // of an operation of a bulk request: AMB-50
  staleVersion: [412, undefined], // not 409: AMB-50
  payloadTooLarge: [413, undefined],
  unsupportedMediaType: [415, undefined],
  failedDependency: [424, undefined], // of an operation of a bulk request, by its option allOrNothing
  tooManyRequests: [429, undefined],
  notImplemented: [501, undefined],
  unavailable: [503, undefined], // a fault with a message: the stored settings cannot be read
} satisfies Record<ScimErrorCode, readonly [number, string | undefined]>;

const cases = Object.entries(wire).map(([code, [status, scimType]]) => ({
  code: code as ScimErrorCode, // a key of the table above
  status,
  scimType,
}));

describe('a refusal', () => {
  it.each(cases)('$code is answered $status with scimType $scimType', ({ code, status, scimType }) => {
    const error = new ScimError(code, 'why');
    expect([error.status, error.scimType]).toEqual([status, scimType]);
  });

  it('has a path, and keeps its cause for the process log', () => {
    const cause = new Error('below');
    const error = new ScimError('invalidValue', 'title must be a string.', { path: 'title', cause });
    expect(error).toMatchObject({
      name: 'ScimError',
      code: 'invalidValue',
      message: 'title must be a string.',
      path: 'title',
      cause,
    });
  });

  it('has no path and no cause if none is given', () => {
    const error = new ScimError('notFound', 'There is no such user.');
    expect(error.path).toBeUndefined();
    expect('cause' in error).toBe(false);
  });
});
