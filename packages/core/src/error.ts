/** HTTP status and `scimType` of each refusal (RFC 7644 §3.12, table 9; RFC 9865 §2.1). */
const WIRE = {
  invalidFilter: [400, 'invalidFilter'],
  tooMany: [400, 'tooMany'],
  mutability: [400, 'mutability'],
  invalidSyntax: [400, 'invalidSyntax'],
  invalidPath: [400, 'invalidPath'],
  noTarget: [400, 'noTarget'],
  invalidValue: [400, 'invalidValue'],
  invalidCursor: [400, 'invalidCursor'],
  expiredCursor: [400, 'expiredCursor'],
  invalidCount: [400, 'invalidCount'],
  unauthorized: [401, undefined],
  forbidden: [403, undefined],
  notFound: [404, undefined],
  methodNotAllowed: [405, undefined],
  notAcceptable: [406, undefined],
  uniqueness: [409, 'uniqueness'],
  unresolved: [409, undefined],
  staleVersion: [412, undefined],
  payloadTooLarge: [413, undefined],
  unsupportedMediaType: [415, undefined],
  failedDependency: [424, undefined],
  tooManyRequests: [429, undefined],
  notImplemented: [501, undefined],
  unavailable: [503, undefined],
} as const satisfies Record<string, readonly [status: number, scimType: string | undefined]>;

/**
 * The code of a refusal. It decides the HTTP status and the `scimType`.
 *
 * @example
 * const code: ScimErrorCode = 'invalidFilter';
 */
export type ScimErrorCode = keyof typeof WIRE;

/**
 * A refusal: an error that the client is meant to see. Anything else that is thrown is a fault and becomes an opaque
 * 500 or 503, never a 404 or a 400, which Entra would take for facts about the resource.
 *
 * `detail` names the attribute and the remedy, because an administrator reads it in Entra's provisioning log.
 *
 * @example
 * throw new ScimError('uniqueness', 'userName is already taken', { path: 'userName' });
 *
 * @see RFC 7644 §3.12
 */
export class ScimError extends Error {
  override readonly name = 'ScimError';
  /** Identifies the refusal; `switch` on it. */
  readonly code: ScimErrorCode;
  /** The attribute path that the refusal is about, if any. */
  readonly path: string | undefined;

  constructor(
    code: ScimErrorCode,
    detail: string,
    options: { path?: string | undefined; cause?: unknown } = {},
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.path = options.path;
  }

  get status(): number {
    return WIRE[this.code][0];
  }

  /** The SCIM detail error keyword, if RFC 7644 has one for this refusal. */
  get scimType(): string | undefined {
    return WIRE[this.code][1];
  }
}
