import type { IncomingMessage } from 'node:http';
import type { HttpBounds } from './http-bounds.ts';
import type { HttpRefusal } from './http-refusal.ts';

/** Headers that decide what a request means; of two, a proxy in front may have believed the other one. */
const SINGLE = ['host', 'authorization', 'content-type', 'content-encoding'] as const;

/**
 * Why a request is refused for its headers alone; undefined when it is not.
 *
 * @example
 * const refusal = headRefusal(request, defaultHttpBounds);
 */
export function headRefusal(request: IncomingMessage, { headers }: HttpBounds): HttpRefusal | undefined {
  const names = request.rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
  if (names.length > headers) {
    return { status: 431, detail: `A request may have at most ${headers} headers: send fewer.` };
  }
  const twice = SINGLE.find((single) => names.filter((name) => name === single).length > 1);
  if (twice !== undefined) {
    return { status: 400, detail: `The header ${twice} is there more than once: send it once.` };
  }
  // RFC 9112 §3.2; a probe by HTTP/1.0 need not have it.
  if (request.httpVersion === '1.1' && !names.includes('host')) {
    return { status: 400, detail: 'The header Host is missing: send it.' };
  }
  return undefined;
}
