import type { EventHandler, ScimEvent } from '@scimwright/connector-kit';

/**
 * Calls the handler with an event and waits for it. After `timeoutMs` it aborts the handler's signal, and the call has failed
 * even if the handler continues.
 *
 * @param stop - aborts the call too
 * @throws the error of the handler, or the reason of the abort
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
      // In an async function, so that a synchronous throw becomes a rejection.
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
