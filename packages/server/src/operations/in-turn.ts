/** Runs work about one thing after all earlier work about it, and work about other things beside it. */
export type InTurn = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * Opens turns for the writes of one server. A read-change-write that waits for its turn finds the version it expects,
 * where n of them at once would read and change n² times. Correctness does not depend on it: another host may write too,
 * and the expected version decides.
 *
 * @example
 * const inTurn = openTurns();
 * await inTurn('tenant/2819', async () => write());
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
