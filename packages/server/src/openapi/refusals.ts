import { ERROR, ScimError, type JsonObject, type ScimErrorCode } from '@scimwright/core';

/** When each refusal is answered. */
const WHEN: Readonly<Record<ScimErrorCode, string>> = {
  invalidFilter: 'The filter is malformed, or no index answers it.',
  tooMany: 'To answer it would take more work than one query may.',
  mutability: 'The attribute is read-only, or immutable and has a value.',
  invalidSyntax: 'The request cannot be read.',
  invalidPath: 'The path of an operation is malformed.',
  noTarget: 'The path of an operation matches nothing.',
  invalidValue: 'A value is missing or wrong.',
  invalidCursor: 'The cursor does not belong to this query: begin again with an empty one.',
  expiredCursor: 'The cursor is too old: begin again with an empty one.',
  invalidCount: 'By cursor, count is no whole number or not that of the page before.',
  unauthorized: 'The token is missing, unknown, revoked or expired.',
  forbidden: 'The token does not open this now, or not this.',
  notFound: 'It is not there.',
  methodNotAllowed: 'The path does not take this method; Allow has those it takes.',
  notAcceptable: 'The header Accept rules JSON out.',
  uniqueness: 'Another resource of the tenant has this value.',
  unresolved: 'It refers to a resource that the same bulk request could not create.',
  staleVersion: 'The version is not the one that the request names.',
  payloadTooLarge: 'The body is too large.',
  unsupportedMediaType: 'The body is no JSON in UTF-8.',
  failedDependency: 'Another operation of the same bulk request failed, and it is all or nothing.',
  tooManyRequests:
    'Too many requests of the tenant wait already, or too many searches. Nothing was done; Retry-After says when to send it again.',
  notImplemented: 'This is not offered.',
  unavailable:
    'Or the stored settings of the tenant decide, and cannot be read: somebody has to correct them.',
};

/** Faults, which are never a fact about a resource. */
const FAULTS: Readonly<Record<number, string>> = {
  500: 'The server failed; its log has the reason under the X-Request-Id of the answer.',
  503: `The database cannot be reached now; Retry-After says when to send the request again. ${WHEN.unavailable}`,
};

// A literal record has no other keys.
const CODES = Object.keys(WHEN) as readonly ScimErrorCode[];

/** The JSON Schema of an error (RFC 7644 §3.12). */
export const errorSchema: JsonObject = {
  description: 'An error.',
  type: 'object',
  required: ['schemas', 'status', 'detail'],
  properties: {
    schemas: { const: [ERROR] },
    status: { description: 'The HTTP status, as text.', type: 'string', pattern: '^[45][0-9]{2}$' },
    scimType: {
      description: 'What it is, where RFC 7644 or RFC 9865 has a word for it.',
      enum: [...new Set(CODES.flatMap((code) => new ScimError(code, '').scimType ?? []))],
    },
    detail: { description: 'What is wrong and what to do, for an administrator.', type: 'string' },
  },
  examples: [
    {
      schemas: [ERROR],
      status: '409',
      scimType: 'uniqueness',
      detail: 'Another User of this tenant has this userName.',
    },
  ],
};

/** What a query for a list may be refused with, besides what any request is. */
export const queryRefusals: readonly ScimErrorCode[] = [
  'invalidFilter',
  'invalidValue',
  'invalidCursor',
  'expiredCursor',
  'invalidCount',
  'tooMany',
];

/** What any request with a token may be refused with. */
export const commonRefusals: readonly ScimErrorCode[] = [
  'unauthorized',
  'forbidden',
  'notAcceptable',
  'tooManyRequests',
];

/** What a request with a body may be refused with besides. */
export const bodyRefusals: readonly ScimErrorCode[] = [
  'invalidSyntax',
  'payloadTooLarge',
  'unsupportedMediaType',
];

/**
 * The answers of an operation that refuses, by status; any of them may fail as well.
 *
 * @example
 * Object.keys(refusalAnswers(['invalidValue', 'uniqueness'])); // ['400', '409', '500', '503']
 */
export function refusalAnswers(codes: readonly ScimErrorCode[]): JsonObject {
  const byStatus = new Map<number, string[]>();
  for (const code of codes) {
    const { status, scimType } = new ScimError(code, '');
    const said = scimType === undefined ? WHEN[code] : `${scimType}: ${WHEN[code]}`;
    byStatus.set(status, [...(byStatus.get(status) ?? []), said]);
  }
  const refused = [...byStatus].map(([status, said]) => [status, answer(said.join(' '))]);
  const failed = Object.entries(FAULTS).map(([status, said]) => [status, answer(said)]);
  return Object.fromEntries([...refused, ...failed]) as JsonObject; // pairs of a status and an answer
}

function answer(description: string): JsonObject {
  return {
    description,
    content: { 'application/scim+json': { schema: { $ref: '#/components/schemas/Error' } } },
  };
}
