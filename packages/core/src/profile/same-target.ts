import { foldCase } from '../fold.ts';
import type { Target } from '../schema/resource-type.ts';

/**
 * Whether two rows point to the same place, however their paths are spelled.
 *
 * @example
 * sameTarget(workMail, workMail); // true
 */
export function sameTarget(left: Target, right: Target): boolean {
  const path = left.path;
  const other = right.path;
  return (
    path.extension === other.extension &&
    path.attribute.name === other.attribute.name &&
    path.sub?.name === other.sub?.name &&
    elementOf(left) === elementOf(right)
  );
}

/** What names the element, as it compares. */
function elementOf(target: Target): string {
  if (target.kind === 'attribute') return '';
  const { discriminator, value } = target.slot;
  const isExact = discriminator.caseExact || typeof value !== 'string';
  return JSON.stringify([discriminator.name, isExact ? value : foldCase(value)]);
}
