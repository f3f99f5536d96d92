/**
 * Runs work after a time; the function it returns cancels that.
 *
 * @example
 * const forget = after(20_000, () => undefined);
 * forget();
 */
export function after(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
}
