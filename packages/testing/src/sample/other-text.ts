import type { Samples } from './samples.ts';

/**
 * A second text at a path of the sample: what the facts say, or a made-up one.
 *
 * @example
 * otherText({ other: {} }, 'title', 'Pilot'); // 'Pilot-2'
 */
export function otherText({ other }: Pick<Samples, 'other'>, path: string, sample: string): string {
  return other[path] ?? `${sample}-2`;
}
