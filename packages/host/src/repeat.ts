/** Work that runs repeatedly, never twice at the same time. */
export interface Repeated {
  /** Runs it now, unless it is running. */
  run(): void;
  /** Stops repeating it, and waits until it has finished. */
  stop(): Promise<void>;
}

/**
 * Runs work every `everyMs` milliseconds, first after that time. Its timer does not keep the process alive.
 *
 * @param work - must handle its own errors
 */
export function repeat(everyMs: number, work: () => Promise<void>): Repeated {
  let running: Promise<void> | undefined;
  const run = (): void => {
    running ??= work().finally(() => {
      running = undefined;
    });
  };
  const timer = setInterval(run, everyMs).unref();
  return {
    run,
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
