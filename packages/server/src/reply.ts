import type { ScimRequest } from './scim-request.ts';

/** A piece of a response body. */
export interface Piece {
  readonly text: string;
  /** How many bytes are in memory for the pieces that follow. */
  readonly kept: number;
}

/** The body of a reply: a value, JSON text, the bytes of JSON text, or pieces of it that are made while it is sent. */
export type ReplyBody =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | {
      readonly kind: 'stream';
      /** About how many bytes are in memory for the first piece. */
      readonly begins: number;
      readonly pieces: AsyncIterable<Piece>;
    };

/** What the provisioning log records of a reply. */
export interface Trace {
  readonly resourceType?: string | undefined;
  readonly resourceId?: string | undefined;
  readonly subject?: string | undefined;
  readonly changed?: readonly string[];
  /** The paths that a request wrote, whether their values changed or not. */
  readonly written?: readonly string[];
  /** The paths that were left out so that a disable could succeed. */
  readonly leftOut?: readonly string[];
  readonly filter?: string | undefined;
}

/** The answer of an operation, free of HTTP. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: ReplyBody;
  readonly trace?: Trace;
  /** Whether the commit already stored the log entry. */
  readonly logged?: true;
}

/** The result of a request: its reply or its error, and the request as far as it was read. */
export type Served =
  | { readonly kind: 'answered'; readonly request: ScimRequest; readonly reply: Reply }
  | { readonly kind: 'failed'; readonly request: ScimRequest; readonly error: unknown };
