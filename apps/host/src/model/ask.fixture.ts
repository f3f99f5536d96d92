import type { TenantClient } from '../tenant-client.fixture.ts';
import type { Random } from './seeded-random.fixture.ts';
import { versionOf } from './version-of.fixture.ts';

/** What is read of a resource, a list or an error. */
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

/** An answer that came whole. */
export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  /** Of the header ETag; undefined without one. */
  readonly version: number | undefined;
  readonly body: ScimBody;
}

/** What became of a request; unknown when no answer came, or 503, which may come after the fact. */
export type Answer = Answered | { readonly kind: 'unknown' };

/** Sends requests and says what is known of them afterwards. */
export interface Ask {
  /** Sends a request that is to change something, once. */
  write(method: string, path: string, body?: object, ifMatch?: number): Promise<Answer>;
  /** Sends a request that reads, until it is answered. */
  read(path: string): Promise<Answered>;
}

/** How many requests were answered, and how many were not. */
export interface Tally {
  answered: number;
  unknown: number;
}

const MAX_READS = 500;
/** How often a connection is not kept, so that the next request may come to another host. */
const FRESH = 0.2;

/** Asks as a worker of a model does; each request and its answer is told to `trace`. */
export function openAsk(options: {
  readonly tenant: TenantClient;
  readonly random: Random;
  readonly tally: Tally;
  readonly trace: (line: string) => void;
  /** Whether hosts or databases fail meanwhile. Where they do not, every request is answered. */
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
 * What an answer says; undefined of one that was cut. `fetch` takes what came before a host was killed for the whole,
 * where the connection was not to be kept. No part of a JSON object is one.
 */
function bodyIn(status: number, text: string): ScimBody | undefined {
  if (status === 204) return {};
  try {
    return JSON.parse(text) as ScimBody; // what the server says is compared field by field
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
    // An answer that never ends is a failure of its own.
    if (error instanceof DOMException && error.name === 'TimeoutError') throw error;
    return { why: String(error instanceof Error ? (error.cause ?? error) : error) };
  }
}

/** As much of a body as is needed to follow what happened. */
function brief(body: ScimBody): string {
  const { Resources, totalResults } = body;
  return Resources === undefined
    ? JSON.stringify(body)
    : `${Resources.map(({ id }) => id).join(' ')} of ${totalResults}`;
}
