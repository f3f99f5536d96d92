import { z } from 'zod';
import { json, line, texts, time } from './text.ts';
import { issuedToken } from './token.ts';

/** A tenant. */
export const tenant = z.strictObject({
  connector: z.string().describe('The id of its connector.'),
  tenant: z.string().describe('Its name in the tenant URL.'),
  tenantUrl: z.string().describe('What an administrator copies into Tenant URL in Entra.'),
  enabled: z.boolean().describe('Whether its endpoint answers.'),
  entitlements: texts.describe('What the customer has bought.'),
  settings: json.describe('What differs between the customers of the connector.'),
  created: time,
});

/** A page of tenants. */
export const tenantPage = z.strictObject({
  tenants: z.array(tenant).readonly(),
  next: z.string().optional().describe('The `after` of the next page; not there on the last.'),
});

/** A new tenant. */
export const newTenant = z.strictObject({
  connector: z.string().max(100),
  tenant: z.string().max(100).describe('Its name in the tenant URL: lower-case letters, digits and hyphens.'),
  settings: json.optional(),
  entitlements: z.array(z.string().min(1).max(100)).max(50).optional(),
});

/** A change of a tenant; what is left out stays. */
export const tenantChange = z
  .strictObject({
    settings: json.optional().describe('Replaces all settings.'),
    entitlements: z.array(z.string().min(1).max(100)).max(50).optional().describe('Replaces all of them.'),
  })
  .refine((change) => Object.keys(change).length > 0, { error: 'name settings or entitlements' });

/** What is said when a tenant is switched on. */
export const enabling = z.strictObject({
  createdBy: line.default('admin API').describe('Who made the token, where enabling makes it.'),
});

/** A tenant that was switched on. */
export const enabledTenant = z.strictObject({
  tenant,
  message: z.string().describe('Which tokens work; or that none does, and how to issue one.'),
  issued: issuedToken.optional().describe('The token, where enabling makes it. Its secret is shown once.'),
});

/** A tenant that was deleted. */
export const deletedTenant = z.strictObject({ connector: z.string(), tenant: z.string() });
