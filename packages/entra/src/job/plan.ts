import { readsAttribute } from '../mapping/source-attributes.ts';
import type { Link } from './job-state.ts';
import type { SkipReason } from './skip-reason.ts';
import type { Subject } from './subject.ts';

/** What the job does with an object. */
export type Plan =
  | { readonly kind: 'matchOrCreate' }
  | { readonly kind: 'update'; readonly link: Link }
  | { readonly kind: 'disable'; readonly link: Link; readonly staysManaged: boolean }
  | { readonly kind: 'delete'; readonly link: Link }
  /** It has gone from the directory, and nothing is sent. */
  | { readonly kind: 'forget' }
  /** `isUnmanaged`: the connection stays, and the job would not delete the object any more. */
  | { readonly kind: 'skip'; readonly reason: SkipReason; readonly isUnmanaged?: boolean };

/** Decides what the job does with an object. Nothing has been asked of the application yet. */
export function planOf({ kind, link, entitlement, mapping, job: { settings } }: Subject): Plan {
  if (entitlement === undefined) {
    if (link === undefined) return { kind: 'forget' };
    const isDeleted = mapping.flows.delete && (link.isManaged || settings.deletesUnassigned);
    return isDeleted ? { kind: 'delete', link } : { kind: 'forget' };
  }
  if (entitlement.isEntitled)
    return link === undefined ? { kind: 'matchOrCreate' } : { kind: 'update', link };
  if (link === undefined) return { kind: 'skip', reason: 'NotEffectivelyEntitled' };
  // Who left the scope is active; who left the company is not.
  if (entitlement.isActive && settings.skipOutOfScopeDeletions) {
    return { kind: 'skip', reason: 'NotEffectivelyEntitled' };
  }
  if (kind === 'Group') {
    return mapping.flows.delete ? { kind: 'delete', link } : { kind: 'skip', reason: 'FlowTypeOff' };
  }
  const staysManaged = entitlement.isAssigned && entitlement.scope.inScope;
  if (link.isDisabled) return { kind: 'skip', reason: 'RedundantSoftDelete', isUnmanaged: !staysManaged };
  // Without a mapping that reads it, nothing is sent when a person leaves.
  if (!mapping.attributes.some((attribute) => readsAttribute(attribute, 'IsSoftDeleted'))) {
    return { kind: 'skip', reason: 'NotEffectivelyEntitled' };
  }
  if (!mapping.flows.update) return { kind: 'skip', reason: 'FlowTypeOff' };
  return { kind: 'disable', link, staysManaged };
}

/** Whether a plan takes something away that the guard against accidental deletions counts. */
export function isRemoval({ kind }: Plan): boolean {
  return kind === 'disable' || kind === 'delete';
}
