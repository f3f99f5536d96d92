/** The body of an answer: a value, JSON text that is ready, or pieces of JSON text as they are read. */
export type ReplyBody =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'stream'; readonly pieces: AsyncIterable<string> };

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
