import { nearestName } from './nearest-name.ts';

/** More names than these nobody reads. */
const MOST_LISTED = 12;

/**
 * Ends a message about an unknown name: with the known one that was probably meant, or, where none is near and there are
 * few, with all of them.
 *
 * @example
 * didYouMean('String', ['string', 'boolean']); // '; did you mean string?'
 */
export function didYouMean(name: string, known: readonly string[]): string {
  const meant = nearestName(name, known);
  if (meant !== undefined) return `; did you mean ${meant}?`;
  return known.length > 0 && known.length <= MOST_LISTED ? `; choose from ${known.join(', ')}` : '';
}
