import type { Answer, Send } from '../job/exchange.ts';

/** Where the requests of a job go. */
export interface HttpTarget {
  /** What stands before `/Users`, without a slash at the end. */
  readonly base: string;
  readonly secretToken: string;
  /** What follows the question mark of each request, besides its own query. */
  readonly query?: string;
  /** How long an answer is waited for, in milliseconds. Microsoft's staff named 60 seconds. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 60_000;
/** A longer answer is not read. */
const LONGEST_ANSWER = 32 * 1024 * 1024;

/**
 * Sends the requests of a job over HTTP, with the secret token as a bearer. Redirects are not followed.
 *
 * @example
 * const send = httpSend({ base: 'https://scim.example/contoso', secretToken: 'scimw_…' });
 */
export function httpSend({ base, secretToken, query, timeoutMs = TIMEOUT_MS }: HttpTarget): Send {
  return async ({ method, path, body }) => {
    const stray = query === undefined ? '' : `${path.includes('?') ? '&' : '?'}${query}`;
    try {
      const response = await fetch(`${base}${path}${stray}`, {
        method,
        redirect: 'manual',
        headers: {
          accept: 'application/scim+json',
          authorization: `Bearer ${secretToken}`,
          ...(body !== undefined && { 'content-type': 'application/scim+json; charset=utf-8' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await textOf(response);
      if (text === undefined)
        return noAnswer('connection', `The answer is longer than ${LONGEST_ANSWER} bytes.`);
      const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
      return {
        kind: 'answered',
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        body: text,
        ...(Number.isFinite(retryAfter) && { retryAfter }),
      };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const cause = error.cause instanceof Error ? error.cause : error;
      return noAnswer(error.name === 'TimeoutError' ? 'timeout' : 'connection', cause.message);
    }
  };
}

function noAnswer(why: 'timeout' | 'connection', detail: string): Answer {
  return { kind: 'noAnswer', why, detail };
}

/** The body, or undefined if it is too long. */
async function textOf(response: Response): Promise<string | undefined> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.byteLength;
    if (length > LONGEST_ANSWER) return undefined;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
