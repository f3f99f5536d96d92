import type { StoredHandOver } from '@scimwright/store';
import { z } from 'zod';
import { time } from './fields.ts';

/** Where hand-over links lead. */
export const HAND_OVER_PATH = '/hand-over';

/**
 * The link that support sends to a customer.
 *
 * @example
 * handOverLink('https://scim.example', 'scimh_…'); // 'https://scim.example/hand-over/scimh_…'
 */
export function handOverLink(origin: string, code: string): string {
  return `${origin}${HAND_OVER_PATH}/${code}`;
}

/** A hand-over link without its code, which is not kept. */
export const shownHandOver = z.strictObject({
  id: z.string(),
  state: z.enum(['open', 'redeemed', 'withdrawn', 'expired']),
  description: z.string().describe('What the token is for.'),
  createdBy: z.string(),
  created: time,
  expires: time,
  redeemed: time.optional(),
  tokenId: z.string().optional().describe('The token that was issued when the link was redeemed.'),
  withdrawn: time.optional(),
});

/** A hand-over link as an administrator sees it: neither its code nor its hash. */
export type ShownHandOver = z.infer<typeof shownHandOver>;

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
