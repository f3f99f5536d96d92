import type { EventHandler, ScimEvent } from '@scimwright/connector-kit';

/**
 * Calls the handler with an event and waits until it is taken, for so long at most. Then the handler's signal is aborted
 * and it counts as failed, even if it goes on.
 *
 * @param stop - ends the waiting too
 * @throws what the handler threw, or the reason of an abort
 *
 * @example
 * await callHandler(onEvent, told, { timeoutMs: 30_000, stop: new AbortController().signal });
 */
export async function callHandler(
  handler: EventHandler,
  event: ScimEvent,
  { timeoutMs, stop }: { readonly timeoutMs: number; readonly stop: AbortSignal },
): Promise<void> {
  const end = new AbortController();
  const abort = (): void => end.abort(stop.reason);
  const timer = setTimeout(
    () => end.abort(new DOMException(`The handler took longer than ${timeoutMs} ms.`, 'TimeoutError')),
    timeoutMs,
  );
  stop.addEventListener('abort', abort, { once: true });
  try {
    stop.throwIfAborted();
    await Promise.race([
      // Within a function of its own, so that what it throws at once is a rejection too.
      (async () => handler(event, end.signal))(),
      new Promise<never>((_resolve, reject) => {
        end.signal.addEventListener('abort', () => reject(end.signal.reason), { once: true });
      }),
    ]);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', abort);
  }
}
