import type { HttpLimits } from './http-limits.ts';
import type { HttpRefusal } from './http-refusal.ts';

/** An error of Node's HTTP parser, or a timeout. */
export interface ClientError extends Error {
  readonly code?: string;
  /** What the parser failed on, in fixed words. */
  readonly reason?: string;
}

const KNOWN: Readonly<Record<string, (bounds: HttpLimits) => HttpRefusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ({ headMs, requestMs }) => ({
    status: 408,
    detail: `The request did not arrive in time: its headers may take ${headMs / 1000} seconds, the whole request ${requestMs / 1000}. Send it again.`,
  }),
  HPE_HEADER_OVERFLOW: ({ headBytes }) => ({
    status: 431,
    detail: `The URL and the headers together may have at most ${headBytes} bytes. Send less at a time.`,
  }),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: () => ({
    status: 413,
    detail: 'The extensions of a chunk are too long. Send none.',
  }),
  HPE_INVALID_EOF_STATE: () => ({
    status: 400,
    detail: 'The connection closed before the whole request arrived. Send it again.',
  }),
  HPE_INVALID_URL: () => ({
    status: 400,
    detail: 'The URL contains a character that is not allowed in a URL. Percent-encode it as UTF-8.',
  }),
};

/** The refusal of a request that could not be read, or not in time. */
export function unreadable({ code = '', reason }: ClientError, bounds: HttpLimits): HttpRefusal {
  const known = Object.hasOwn(KNOWN, code) ? KNOWN[code] : undefined;
  if (known !== undefined) return known(bounds);
  const what = reason === undefined ? '' : `: ${reason}`;
  return {
    status: 400,
    detail: `The request is not valid HTTP/1.1 (RFC 9112)${what}. Send it with an HTTP library.`,
  };
}
