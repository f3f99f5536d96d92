import type { StoredHandOver } from '@scimwright/store';

/** Everything about a hand-over link that may be seen: neither its code nor its hash. */
export interface ShownHandOver {
  readonly id: string;
  readonly state: 'open' | 'redeemed' | 'withdrawn' | 'expired';
  readonly description: string;
  readonly createdBy: string;
  readonly created: string;
  readonly expires: string;
  readonly redeemed: string | undefined;
  /** The token that came of it. */
  readonly tokenId: string | undefined;
  readonly withdrawn: string | undefined;
}

/**
 * Shows a hand-over link.
 *
 * @example
 * const { state } = showHandOver(handOver, new Date());
 */
export function showHandOver(handOver: StoredHandOver, now: Date): ShownHandOver {
  const { id, description, createdBy, created, expires, redeemed, tokenId, withdrawn } = handOver;
  const state = stateOf(handOver, now);
  return { id, state, description, createdBy, created, expires, redeemed, tokenId, withdrawn };
}

function stateOf({ redeemed, withdrawn, expires }: StoredHandOver, now: Date): ShownHandOver['state'] {
  if (redeemed !== undefined) return 'redeemed';
  if (withdrawn !== undefined) return 'withdrawn';
  return Date.parse(expires) > now.getTime() ? 'open' : 'expired';
}
