// @ts-check

/**
 * Does one thing for each item, at most `limit` at a time, in the order of the items. When one of them
 * throws, none is begun any more, and the error is thrown after those that have begun are over: nothing goes
 * on behind the caller's back.
 *
 * @template Item, Result
 * @param {readonly Item[]} items
 * @param {number} limit
 * @param {(item: Item) => Promise<Result>} work
 * @returns {Promise<Result[]>} in the order of the items
 */
export async function sideBySide(items, limit, work) {
  /** @type {Result[]} */
  const results = [];
  /** @type {unknown[]} */
  const errors = [];
  const queue = [...items.entries()];
  const worker = async () => {
    while (errors.length === 0) {
      const next = queue.shift();
      if (!next) return;
      try {
        results[next[0]] = await work(next[1]);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  if (errors.length > 0) throw errors[0];
  return results;
}
