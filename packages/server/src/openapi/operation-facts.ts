import type { JsonObject, ScimErrorCode } from '@scimwright/core';

/** What an operation does when it does not refuse. */
export interface AnswerFacts {
  readonly status: number;
  readonly description: string;
  /** The name of the schema of its body; left out where it has none. */
  readonly schema?: string;
  /** The media type of its body, if it is not SCIM. */
  readonly mediaType?: string;
  readonly headers?: JsonObject;
}

/** What the OpenAPI document says of an operation, besides its method and path. */
export interface OperationFacts {
  /** Its name, which does not change: the names of methods in generated clients come from it. */
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly JsonObject[];
  /** The name of the schema of its body; left out where it takes none. */
  readonly body?: string;
  readonly answers: readonly AnswerFacts[];
  readonly refusals: readonly ScimErrorCode[];
  /** It asks for no token. */
  readonly isOpen?: true;
}
