/** Runs work after all earlier work with the same key. Work with other keys runs at the same time. */
export type InTurn = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * Opens turns for the writes of a server. A read-change-write that waits for its turn finds the version it expects; without
 * turns, n of them at once would run n² times. Correctness does not depend on it: the expected version decides, since
 * another host may write too.
 */
export function openTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
