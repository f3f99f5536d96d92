import { ScimError, type JsonObject, type ScimErrorCode } from '@scimwright/core';
import { ERROR } from '@scimwright/core/messages';

/** When each refusal occurs. */
const WHEN: Readonly<Record<ScimErrorCode, string>> = {
  invalidFilter: 'The filter is invalid, or no index answers it.',
  tooMany: 'The query would take too much work.',
  mutability: 'The attribute is read-only, or immutable and has a value.',
  invalidSyntax: 'The request cannot be parsed.',
  invalidPath: 'The path of an operation cannot be parsed.',
  noTarget: 'The path of an operation matches nothing.',
  invalidValue: 'A value is missing or wrong.',
  invalidCursor: 'The cursor does not belong to this query. Begin again with an empty cursor.',
  expiredCursor: 'The cursor has expired. Begin again with an empty cursor.',
  invalidCount: 'With a cursor, count is not a whole number or differs from that of the previous page.',
  unauthorized: 'The token is missing, unknown, revoked or expired.',
  forbidden: 'The token is valid, but not for this request or not at the moment.',
  notFound: 'The resource does not exist.',
  methodNotAllowed: 'The path does not support this method; Allow lists those it supports.',
  notAcceptable: 'The Accept header excludes JSON.',
  uniqueness: 'Another resource of the tenant has this value.',
  unresolved: 'The operation refers to a resource that the same bulk request could not create.',
  staleVersion: 'The resource has another version than the request names.',
  payloadTooLarge: 'The body is too large.',
  unsupportedMediaType: 'The body is not JSON in UTF-8.',
  failedDependency: 'Another operation of the same bulk request failed, and it is all or nothing.',
  tooManyRequests:
    'Too many requests or searches of the tenant are waiting. Nothing was done. Retry-After says when to send it again.',
  notImplemented: 'This is not supported.',
  unavailable:
    'Or the request depends on stored settings of the tenant that are no longer valid and must be corrected.',
};

/** Faults, which never say anything about a resource. */
const FAULTS: Readonly<Record<number, string>> = {
  500: 'The server failed. Its log has the reason under the X-Request-Id of the response.',
  503: `The database is unavailable. Retry-After says when to send the request again. ${WHEN.unavailable}`,
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
      description: 'The kind of error, if RFC 7644 or RFC 9865 defines one.',
      enum: [...new Set(CODES.flatMap((code) => new ScimError(code, '').scimType ?? []))],
    },
    detail: { description: 'What is wrong and how to correct it, for an administrator.', type: 'string' },
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

/** The refusals of a query, besides `commonRefusals`. */
export const queryRefusals: readonly ScimErrorCode[] = [
  'invalidFilter',
  'invalidValue',
  'invalidCursor',
  'expiredCursor',
  'invalidCount',
  'tooMany',
];

/** The refusals of any request with a token. */
export const commonRefusals: readonly ScimErrorCode[] = [
  'unauthorized',
  'forbidden',
  'notAcceptable',
  'tooManyRequests',
];

/** The refusals of a request with a body, besides `commonRefusals`. */
export const bodyRefusals: readonly ScimErrorCode[] = [
  'invalidSyntax',
  'payloadTooLarge',
  'unsupportedMediaType',
];

/** The responses for refusals, by status, and for faults, which every operation can have. */
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
