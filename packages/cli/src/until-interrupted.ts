import { setTimeout } from 'node:timers/promises';

/**
 * Repeats a step until Ctrl-C, and returns when the step under way is done.
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
      // It rejects when interrupted; the loop condition says the same.
      await setTimeout(pauseMs, undefined, { signal: interrupted.signal }).catch(() => undefined);
    }
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}
