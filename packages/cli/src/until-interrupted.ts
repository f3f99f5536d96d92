import { setTimeout } from 'node:timers/promises';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Repeats a step until Ctrl-C, and returns when the current step has ended.
 *
 * @param pauseMs - the pause between two steps
 */
export function untilInterrupted(step: () => Promise<void>, pauseMs: number): Promise<void> {
  return untilDone(async (isInterrupted, signal) => {
    while (!isInterrupted()) {
      await step();
      // The pause rejects on Ctrl-C; the loop condition ends the loop.
      await setTimeout(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  });
}

/** Runs work that stops by itself, soon after Ctrl-C. */
export async function untilDone<Result>(
  work: (isInterrupted: () => boolean, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const interrupted = new AbortController();
  const { signal } = interrupted;
  const abort = (): void => interrupted.abort();
  for (const name of SIGNALS) process.on(name, abort);
  try {
    return await work(() => signal.aborted, signal);
  } finally {
    for (const name of SIGNALS) process.off(name, abort);
  }
}
