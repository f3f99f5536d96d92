import { nearestName } from './nearest-name.ts';

/** A longer list does not help. */
const MAX_LISTED = 12;

/**
 * The end of a message about an unknown name: the known name that was probably meant, or, if none is near, all known
 * names if they are few.
 *
 * @example
 * didYouMean('String', ['string', 'boolean']); // '; did you mean string?'
 */
export function didYouMean(name: string, known: readonly string[]): string {
  const meant = nearestName(name, known);
  if (meant !== undefined) return `; did you mean ${meant}?`;
  return known.length > 0 && known.length <= MAX_LISTED ? `; choose from ${known.join(', ')}` : '';
}
