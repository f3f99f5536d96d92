import { z } from 'zod';
import { line, time } from './text.ts';

/** A token without its secret, which is not kept. */
export const token = z.strictObject({
  id: z.string(),
  state: z.enum(['live', 'expired', 'revoked']),
  description: z.string(),
  scope: z.string(),
  userId: z.string().optional().describe('The user whom it names; none for a token of the tenant.'),
  createdBy: z.string(),
  created: time,
  expires: time.optional(),
  lastUsed: time.optional(),
  revoked: time.optional(),
});

/** The tokens of a tenant. */
export const tokenList = z.strictObject({ tokens: z.array(token).readonly() });

/** What a tenant has once a token was revoked. */
export const revokedToken = tokenList.extend({
  left: z.array(token).readonly().describe('The tokens with which Entra can still provision the tenant.'),
  message: z
    .string()
    .describe('Which tokens work and when each ends; or that none does, and how to issue one.'),
});

/** What is said of a new token. */
export const newToken = z.strictObject({
  description: line
    .optional()
    .describe('What it is for: "Microsoft Entra ID", or "/Me" where a user is named, unless it is said.'),
  createdBy: line.default('admin API'),
  scope: z.string().max(100).optional().describe('The scope that opens the endpoint, unless it is said.'),
  expires: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('When it stops working; never, unless said, or after 90 days where a user is named.'),
  userId: z
    .string()
    .min(1)
    .max(1_000)
    .optional()
    .describe('Names a user of the tenant by id: the token reads /Me, and opens nothing but discovery.'),
  userName: z.string().min(1).max(1_000).optional().describe('The same by userName.'),
});

/** A token that was issued. */
export const issuedToken = z.strictObject({
  tenantUrl: z.string().describe('What an administrator copies into Tenant URL in Entra.'),
  secretToken: z.string().describe('What goes into Secret Token. It is shown here and nowhere else.'),
  token,
  message: z.string().describe('What to do with it, and why the endpoint refuses it as things are.'),
});
