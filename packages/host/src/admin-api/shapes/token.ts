import { z } from 'zod';
import { line, time } from './text.ts';

/** A token without its secret, which is not kept. */
export const token = z.strictObject({
  id: z.string(),
  state: z.enum(['live', 'expired', 'revoked']),
  description: z.string(),
  scope: z.string(),
  createdBy: z.string(),
  created: time,
  expires: time.optional(),
  lastUsed: time.optional(),
  revoked: time.optional(),
});

/** The tokens of a tenant. */
export const tokenList = z.strictObject({ tokens: z.array(token).readonly() });

/** What is said of a new token. */
export const newToken = z.strictObject({
  description: line.default('Microsoft Entra ID'),
  createdBy: line.default('admin API'),
  scope: z.string().max(100).optional().describe('The scope that opens the endpoint, unless it is said.'),
  expires: z.iso.datetime({ offset: true }).optional().describe('When it stops working; never, unless said.'),
});

/** A token that was issued. */
export const issuedToken = z.strictObject({
  tenantUrl: z.string().describe('What an administrator copies into Tenant URL in Entra.'),
  secretToken: z.string().describe('What goes into Secret Token. It is shown here and nowhere else.'),
  token,
});
