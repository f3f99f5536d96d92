import type { JsonObject, ScimErrorCode } from '@scimwright/core';

/** A response of an operation that is not a refusal. */
export interface AnswerFacts {
  readonly status: number;
  readonly description: string;
  /** The name of the schema of its body; left out when it has none. */
  readonly schema?: string;
  /** The media type of its body, if it is not SCIM. */
  readonly mediaType?: string;
  readonly headers?: JsonObject;
}

/** What the OpenAPI document says about an operation, besides its method and path. */
export interface OperationFacts {
  /** Its name. It never changes, because generated clients name their methods after it. */
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly JsonObject[];
  /** The name of the schema of its body; left out when it takes none. */
  readonly body?: string;
  readonly answers: readonly AnswerFacts[];
  readonly refusals: readonly ScimErrorCode[];
  /** It needs no token. */
  readonly isOpen?: true;
}
