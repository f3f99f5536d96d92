import { setTimeout } from 'node:timers/promises';

/**
 * Repeats a step until Ctrl-C, and returns when the current step has ended.
 *
 * @param pauseMs - the pause between two steps
 */
export async function untilInterrupted(step: () => Promise<void>, pauseMs: number): Promise<void> {
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  try {
    while (!interrupted.signal.aborted) {
      await step();
      // The pause rejects on Ctrl-C; the loop condition ends the loop.
      await setTimeout(pauseMs, undefined, { signal: interrupted.signal }).catch(() => undefined);
    }
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}
