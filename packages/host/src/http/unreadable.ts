import type { HttpBounds } from './http-bounds.ts';
import type { HttpRefusal } from './http-refusal.ts';

/** An error of Node's HTTP parser or of its clock. */
export interface ClientError extends Error {
  readonly code?: string;
  /** What the parser stumbled over, in fixed words. */
  readonly reason?: string;
}

const KNOWN: Readonly<Record<string, (bounds: HttpBounds) => HttpRefusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ({ headMs, requestMs }) => ({
    status: 408,
    detail: `The request did not arrive in time: its head may take ${headMs / 1000} seconds, the whole of it ${requestMs / 1000}. Send it again.`,
  }),
  HPE_HEADER_OVERFLOW: ({ headBytes }) => ({
    status: 431,
    detail: `The URL and the headers may have at most ${headBytes} bytes together. Ask for less at once.`,
  }),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: () => ({
    status: 413,
    detail: 'The extensions of a chunk are too long: send none.',
  }),
  HPE_INVALID_EOF_STATE: () => ({
    status: 400,
    detail: 'The connection ended before the request was whole. Send it again.',
  }),
  HPE_INVALID_URL: () => ({
    status: 400,
    detail: 'The URL has a character that cannot stand in one: write it as UTF-8, percent-encoded.',
  }),
};

/**
 * What a client is told whose request could not be read, or not in time.
 *
 * @example
 * unreadable(Object.assign(new Error(), { code: 'HPE_INVALID_EOF_STATE' }), defaultHttpBounds).status; // 400
 */
export function unreadable({ code = '', reason }: ClientError, bounds: HttpBounds): HttpRefusal {
  const known = Object.hasOwn(KNOWN, code) ? KNOWN[code] : undefined;
  if (known !== undefined) return known(bounds);
  const what = reason === undefined ? '' : `: ${reason}`;
  return {
    status: 400,
    detail: `The request is not HTTP/1.1 as RFC 9112 has it${what}. Send it through an HTTP library.`,
  };
}
