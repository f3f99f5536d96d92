import { z } from 'zod';
import { line, time } from './text.ts';

/** A hand-over link without its code, which is not kept. */
export const handOver = z.strictObject({
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

/** The hand-over links of a tenant. */
export const handOverList = z.strictObject({ handOvers: z.array(handOver).readonly() });

/** What is said of a new link. */
export const newHandOver = z.strictObject({
  description: line.default('Microsoft Entra ID'),
  createdBy: line.default('admin API'),
});

/** A link that was made. */
export const madeHandOver = z.strictObject({
  link: z.string().describe('What the customer opens, once. It is shown here and nowhere else.'),
  handOver,
});
