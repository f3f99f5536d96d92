import type { Answer, Send } from '../job/exchange.ts';
import type { SeededRandom } from '../directory/seeded-random.ts';
import type { ScimRequest } from '../wire/scim-request.ts';

/** Something that goes wrong between Entra and an application. */
export interface Fault {
  readonly what: string;
  /** Answers a request in place of `send`, which reaches the application. */
  readonly answer: (request: ScimRequest, send: Send, wait: (ms: number) => Promise<void>) => Promise<Answer>;
}

const SLOW_MS = 3_000;

const refuse =
  (status: number, retryAfter?: number): Fault['answer'] =>
  () =>
    Promise.resolve({
      kind: 'answered',
      status,
      contentType: 'text/plain',
      body: '',
      ...(retryAfter !== undefined && { retryAfter }),
    });

const spoil =
  (change: (answer: Extract<Answer, { readonly kind: 'answered' }>) => Answer): Fault['answer'] =>
  async (request, send) => {
    const answer = await send(request);
    return answer.kind === 'answered' ? change(answer) : answer;
  };

const lose =
  (why: 'timeout' | 'connection'): Fault['answer'] =>
  async (request, send) => {
    await send(request);
    return { kind: 'noAnswer', why, detail: 'the answer was lost' };
  };

/**
 * What may go wrong on the way, by name. After a lost answer the write is done, and Entra does not know.
 *
 * @example
 * Object.keys(faults).includes('lost-answer'); // true
 */
export const faults = {
  'lost-request': {
    what: 'the connection is cut before the application has the request',
    answer: () => Promise.resolve({ kind: 'noAnswer', why: 'connection', detail: 'the request was lost' }),
  },
  'lost-answer': {
    what: 'the connection is cut after the write, before the answer',
    answer: lose('connection'),
  },
  timeout: { what: 'the write is done, and the answer comes too late', answer: lose('timeout') },
  throttled: { what: '429 without Retry-After', answer: refuse(429) },
  'throttled-retry-after': { what: '429 with Retry-After: 1', answer: refuse(429, 1) },
  'error-500': { what: '500, and nothing is done', answer: refuse(500) },
  'error-502': {
    what: '502 of a gateway, and the write is done',
    answer: spoil((answer) => ({
      ...answer,
      status: 502,
      contentType: 'text/html',
      body: '<h1>Bad Gateway</h1>',
    })),
  },
  'error-503': { what: '503, and nothing is done', answer: refuse(503) },
  slow: {
    what: `the answer takes ${SLOW_MS / 1_000} s longer`,
    answer: async (request, send, wait) => {
      await wait(SLOW_MS);
      return send(request);
    },
  },
  html: {
    what: 'a page in place of JSON, with 200, such as a sign-in page of a proxy',
    answer: () =>
      Promise.resolve({
        kind: 'answered',
        status: 200,
        contentType: 'text/html',
        body: '<html><title>Sign in</title></html>',
      }),
  },
  'half-answer': {
    what: 'the write is done, and half of the answer comes',
    answer: spoil((answer) => ({ ...answer, body: answer.body.slice(0, answer.body.length / 2) })),
  },
  'no-body': {
    what: 'the write is done, and the answer has no body',
    answer: spoil((answer) => ({ ...answer, body: '' })),
  },
  'wrong-type': {
    what: 'the write is done, and the answer says that it is text/plain',
    answer: spoil((answer) => ({ ...answer, contentType: 'text/plain' })),
  },
} as const satisfies Readonly<Record<string, Fault>>;

/** The name of a fault. */
export type FaultName = keyof typeof faults;

/**
 * Puts faults between a job and an application.
 *
 * @param share - the share of requests that meet a fault, from 0 to 1
 *
 * @example
 * const direct = httpSend({ base: 'https://scim.example/contoso', secretToken: 'scimw_…' });
 * const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
 * const send = withFaults(direct, { names: ['lost-answer'], share: 0.1, random: seededRandom(1), wait });
 */
export function withFaults(
  send: Send,
  {
    names,
    share,
    random,
    wait,
  }: {
    readonly names: readonly FaultName[];
    readonly share: number;
    readonly random: SeededRandom;
    readonly wait: (ms: number) => Promise<void>;
  },
): Send {
  return (request) => {
    const name = random.chance(share) ? names[random.below(names.length)] : undefined;
    return name === undefined ? send(request) : faults[name].answer(request, send, wait);
  };
}
