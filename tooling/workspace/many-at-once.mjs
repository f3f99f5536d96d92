// @ts-check

/**
 * Calls `work` for each number from `from` up to but not including `to`, in order, at most `limit` at a time, until the
 * deadline. After an error it starts no more and waits for the running ones.
 *
 * @param {{ from?: number, to: number, limit: number, deadline?: number }} range `deadline` as `performance.now()`
 * @param {(at: number) => Promise<unknown>} work
 * @returns {Promise<number>} the number that was not worked on: `to`, or less when the deadline came first
 * @throws the first error of `work`
 */
export async function manyAtOnce({ from = 0, to, limit, deadline = Infinity }, work) {
  let next = from;
  /** @type {unknown[]} */
  const errors = [];
  const worker = async () => {
    while (next < to && errors.length === 0 && performance.now() < deadline) {
      const at = next;
      next += 1;
      await work(at).catch((error) => errors.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, to - from) }, worker));
  if (errors.length > 0) throw errors[0];
  return next;
}
