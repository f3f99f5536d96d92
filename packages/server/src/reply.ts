import type { ScimRequest } from './scim-request.ts';

/** A piece of an answer. */
export interface Piece {
  readonly text: string;
  /** How many bytes were read and are kept for the pieces behind it. */
  readonly kept: number;
}

/** The body of an answer: a value, JSON text that is ready, or pieces of JSON text as they are read. */
export type ReplyBody =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'stream';
      /** About how many bytes of it are in memory before the first piece is taken, or are read for that. */
      readonly begins: number;
      readonly pieces: AsyncIterable<Piece>;
    };

/** What the provisioning log should know of an answer. */
export interface Trace {
  readonly resourceType?: string | undefined;
  readonly resourceId?: string | undefined;
  readonly subject?: string | undefined;
  readonly changed?: readonly string[];
  /** The paths that a change wrote, whether it changed them or not. */
  readonly written?: readonly string[];
  /** The paths that were left out beside a disable. */
  readonly leftOut?: readonly string[];
  readonly filter?: string | undefined;
}

/** An answer, free of HTTP. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: ReplyBody;
  readonly trace?: Trace;
  /** Whether the log entry was already stored, together with the write. */
  readonly logged?: true;
}

/** What became of a request: an answer, or what it was refused with or failed by; with the request as far as it was read. */
export type Served =
  | { readonly kind: 'answered'; readonly request: ScimRequest; readonly reply: Reply }
  | { readonly kind: 'failed'; readonly request: ScimRequest; readonly error: unknown };
