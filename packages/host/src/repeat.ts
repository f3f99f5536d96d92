/** Work that is done again and again, never beside itself. */
export interface Repeated {
  /** Does it now, unless it is under way. */
  run(): void;
  /** Does it no more, and waits for what is under way. */
  stop(): Promise<void>;
}

/**
 * Does work every so many milliseconds; the first time is after as many. It keeps no process alive.
 *
 * @param work - sees to its own errors
 *
 * @example
 * const { run, stop } = repeat(10_000, async () => undefined);
 * run();
 * await stop();
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
