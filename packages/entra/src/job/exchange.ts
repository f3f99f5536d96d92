import type { ScimRequest } from '../wire/scim-request.ts';

/** What came back for a request. */
export type Answer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly contentType: string;
      readonly body: string;
      /** The seconds of a `Retry-After`. */
      readonly retryAfter?: number;
    }
  | {
      readonly kind: 'noAnswer';
      readonly why: 'timeout' | 'connection';
      /** What the network said. */
      readonly detail: string;
    };

/** Sends a request to the tenant URL, with the secret token. It never rejects for what the application does. */
export type Send = (request: ScimRequest) => Promise<Answer>;

/** A request with its answer. */
export interface Exchange {
  readonly request: ScimRequest;
  readonly answer: Answer;
}
