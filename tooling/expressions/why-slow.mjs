// @ts-check

// The part of recheck that is plain JavaScript; the others are native programs.
process.env['RECHECK_SYNC_BACKEND'] = 'pure';
const { checkSync } = await import('recheck');

/**
 * Why a regular expression may take more than linear time, or undefined if it cannot. recheck judges by its structure, or
 * searches for a slow text, always with the same seed.
 *
 * @param {{ pattern: string, flags: string }} expression
 */
export function whySlow({ pattern, flags }) {
  const found = checkSync(pattern, flags, { randomSeed: 1, timeout: null });
  if (found.status === 'safe') return undefined;
  return found.status === 'vulnerable'
    ? `${found.complexity.summary}, on ${found.attack.pattern}`
    : `recheck cannot tell: ${found.error.kind}`;
}
