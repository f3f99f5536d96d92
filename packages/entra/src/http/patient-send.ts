import type { Answer, Send } from '../job/exchange.ts';

/** So often a request is repeated after 429. */
const MOST_REPEATS = 5;
/** Longer than this nobody waits within a cycle. */
const LONGEST_WAIT_MS = 120_000;

/**
 * Waits as long as a 429 says in `Retry-After`, and sends the request again. Microsoft's answers differ on whether Entra does; without this,
 * an object that meets a 429 fails and waits for the next cycle.
 *
 * @example
 * const direct = httpSend({ base: 'https://scim.example/contoso', secretToken: 'scimw_…' });
 * const send = patientSend(direct, (ms) => new Promise((resolve) => setTimeout(resolve, ms)));
 */
export function patientSend(send: Send, wait: (ms: number) => Promise<void>): Send {
  return async (request) => {
    let answer: Answer = await send(request);
    for (let repeats = 0; repeats < MOST_REPEATS; repeats += 1) {
      if (answer.kind === 'noAnswer' || answer.status !== 429 || answer.retryAfter === undefined) break;
      await wait(Math.min(LONGEST_WAIT_MS, Math.max(0, answer.retryAfter * 1_000)));
      answer = await send(request);
    }
    return answer;
  };
}
