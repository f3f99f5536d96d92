// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * When the n-th request of each of several clients is due, in milliseconds from the start, in ascending order. Each client
 * keeps its rate, and the clients are spread over the first interval.
 *
 * @param {{ clients: number, perSecond: number, seconds: number }} rate
 * @returns {readonly { client: number, at: number, due: number }[]}
 */
export function schedule({ clients, perSecond, seconds }) {
  const interval = 1000 / perSecond;
  const each = Math.round(perSecond * seconds);
  return Array.from({ length: clients * each }, (_, index) => {
    const [at, client] = [Math.floor(index / clients), index % clients];
    return { client, at, due: (at + client / clients) * interval };
  });
}

/**
 * Sends each request when it is due, whether or not the earlier ones are answered. A slow server so gets a queue, and the
 * latency that is noted counts from when a request was due, not from when there was time to send it.
 *
 * @template {{ due: number }} Due
 * @param {readonly Due[]} requests in ascending order of `due`
 * @param {object} options
 * @param {(request: Due) => Promise<unknown>} options.send
 * @param {(request: Due, latency: number) => void} options.note
 * @param {number} [options.mostWaiting] with more requests unanswered than this nothing more is sent: the server does not
 *   keep up, and the run has to end
 * @returns {Promise<number>} how many requests were sent
 * @throws the first error of `send`, after which nothing more is sent
 */
export async function sendWhenDue(requests, { send, note, mostWaiting = Infinity }) {
  const begin = performance.now();
  /** @type {unknown[]} */
  const errors = [];
  /** @type {Set<Promise<void>>} */
  const underWay = new Set();
  let count = 0;
  for (const request of requests) {
    const early = request.due - (performance.now() - begin);
    // A timer is late by a millisecond, so what is due within one is sent at once.
    if (early >= 1) await sleep(early);
    if (errors.length > 0 || underWay.size > mostWaiting) break;
    count += 1;
    const sent = send(request).then(
      () => note(request, performance.now() - begin - request.due),
      (error) => void errors.push(error),
    );
    const tracked = sent.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
  }
  await Promise.all(underWay);
  if (errors.length > 0) throw errors[0];
  return count;
}
