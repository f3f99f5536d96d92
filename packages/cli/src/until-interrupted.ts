import { setTimeout } from 'node:timers/promises';

/**
 * Does something again and again until Ctrl-C, and returns when what was under way is done.
 *
 * @param pauseMs - how long it waits in between
 *
 * @example
 * await untilInterrupted(async () => poll(), 1_000);
 */
export async function untilInterrupted(step: () => Promise<void>, pauseMs: number): Promise<void> {
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  try {
    while (!interrupted.signal.aborted) {
      await step();
      // It rejects when it is interrupted, which the next look at the signal says too.
      await setTimeout(pauseMs, undefined, { signal: interrupted.signal }).catch(() => undefined);
    }
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}
