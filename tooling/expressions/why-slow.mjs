// @ts-check

// The part of recheck that is JavaScript alone: the others are programs for one kind of machine each.
process.env['RECHECK_SYNC_BACKEND'] = 'pure';
const { checkSync } = await import('recheck');

/**
 * Why a regular expression may take more than time in proportion to the text that it is matched with, or undefined when
 * it cannot. Told from its shape, or by a search for a text that makes it slow, with the same seed each time.
 *
 * @param {{ pattern: string, flags: string }} expression
 */
export function whySlow({ pattern, flags }) {
  const found = checkSync(pattern, flags, { randomSeed: 1, timeout: null });
  if (found.status === 'safe') return undefined;
  return found.status === 'vulnerable'
    ? `${found.complexity.summary}, on ${found.attack.pattern}`
    : `it cannot be told: ${found.error.kind}`;
}
