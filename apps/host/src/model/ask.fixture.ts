import type { TenantClient } from '../tenant-client.fixture.ts';
import type { Random } from './seeded-random.fixture.ts';
import { versionOf } from './version-of.fixture.ts';

/** The attributes of a resource, a list or an error that the model reads. */
export interface ScimBody {
  readonly id?: string;
  readonly userName?: string;
  readonly displayName?: string;
  readonly externalId?: string;
  readonly active?: boolean;
  readonly emails?: readonly { readonly value?: string }[];
  readonly members?: readonly { readonly value: string }[];
  readonly meta?: { readonly version?: string };
  readonly totalResults?: number;
  readonly Resources?: readonly ScimBody[];
}

/** A complete answer. */
export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  /** The version in the header ETag; undefined without one. */
  readonly version: number | undefined;
  readonly body: ScimBody;
}

/** The outcome of a request: unknown without an answer, or with a 503, which may come after the commit. */
export type Answer = Answered | { readonly kind: 'unknown' };

/** Sends requests and returns what is known of their outcome. */
export interface Ask {
  /** Sends a write once. */
  write(method: string, path: string, body?: object, ifMatch?: number): Promise<Answer>;
  /** Sends a read until it is answered. */
  read(path: string): Promise<Answered>;
}

/** The numbers of requests with and without an answer. */
export interface Tally {
  answered: number;
  unknown: number;
}

const MAX_READS = 500;
/** The share of requests that close their connection, so that the next one may reach another host. */
const FRESH = 0.2;

/** Opens the requests of one worker; `trace` gets each request and its answer. */
export function openAsk(options: {
  readonly tenant: TenantClient;
  readonly random: Random;
  readonly tally: Tally;
  readonly trace: (line: string) => void;
  /** Whether hosts or databases fail during the run. Otherwise every request must be answered. */
  readonly mayFail: boolean;
}): Ask {
  const { tenant, random, tally, trace, mayFail } = options;
  const send = async (method: string, path: string, body?: object, ifMatch?: number): Promise<Answer> => {
    const asked = `${method} ${path} ${ifMatch === undefined ? '' : `if ${ifMatch} `}${JSON.stringify(body) ?? ''}`;
    trace(`> ${asked}`);
    const outcome = await answerTo(() =>
      tenant.send(method, path, body, {
        ...(ifMatch !== undefined && { 'If-Match': `W/"${ifMatch}"` }),
        ...(random.chance(FRESH) && { Connection: 'close' }),
      }),
    );
    if (outcome.kind === 'answered') {
      tally.answered += 1;
      trace(`< ${outcome.status} ${outcome.version ?? ''} ${brief(outcome.body)}`);
      return outcome;
    }
    tally.unknown += 1;
    trace(`< unknown: ${outcome.why}`);
    if (!mayFail) throw new Error(`No answer to ${asked}: ${outcome.why}`);
    return { kind: 'unknown' };
  };
  return {
    write: send,
    async read(path) {
      for (let attempt = 0; attempt < MAX_READS; attempt += 1) {
        const answer = await send('GET', path);
        if (answer.kind === 'answered') return answer;
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
      }
      throw new Error(`GET ${path} was not answered ${MAX_READS} times.`);
    },
  };
}

async function answerTo(
  request: () => Promise<Response>,
): Promise<Answered | { readonly kind: 'unknown'; readonly why: string }> {
  const received = await receive(request);
  if ('why' in received) return { kind: 'unknown', why: received.why };
  const { response, text } = received;
  if (response.status === 503) return { kind: 'unknown', why: `503 ${text}` };
  const tag = response.headers.get('ETag');
  const version = tag === null ? undefined : versionOf(tag);
  const body = bodyIn(response.status, text);
  if (body === undefined) return { kind: 'unknown', why: `${response.status}, cut: ${text}` };
  return { kind: 'answered', status: response.status, version, body };
}

/**
 * Parses an answer; undefined if it was cut off. If the connection is not kept, `fetch` takes the part before a host was
 * killed for the whole, but a part of a JSON object does not parse.
 */
function bodyIn(status: number, text: string): ScimBody | undefined {
  if (status === 204) return {};
  try {
    return JSON.parse(text) as ScimBody; // the model compares it field by field
  } catch {
    return undefined;
  }
}

async function receive(
  request: () => Promise<Response>,
): Promise<{ readonly response: Response; readonly text: string } | { readonly why: string }> {
  try {
    const response = await request();
    return { response, text: await response.text() };
  } catch (error) {
    // An answer that never ends fails by itself.
    if (error instanceof DOMException && error.name === 'TimeoutError') throw error;
    return { why: String(error instanceof Error ? (error.cause ?? error) : error) };
  }
}

/** The part of a body that a trace needs. */
function brief(body: ScimBody): string {
  const { Resources, totalResults } = body;
  return Resources === undefined
    ? JSON.stringify(body)
    : `${Resources.map(({ id }) => id).join(' ')} of ${totalResults}`;
}
