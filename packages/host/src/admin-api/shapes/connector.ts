import { z } from 'zod';
import { texts } from './text.ts';

/** A row of an attribute-mapping table. */
export const mappingRow = z.strictObject({
  path: z.string(),
  type: z.string(),
  required: z.boolean(),
  filterable: z.boolean(),
  matching: z.number().int().optional().describe('1 is what Entra matches by first.'),
  source: z.string().optional().describe('The Entra source attribute or expression.'),
  assumed: z.boolean().describe('The tutorial does not say it.'),
});

/** A product that the host serves. */
export const connector = z.strictObject({
  id: z.string(),
  displayName: z.string(),
  tutorial: z.string(),
  tenantUrl: z.string().describe('In which {tenant} stands for the name of a tenant.'),
  tokenFlow: z.strictObject({
    kind: z.string(),
    most: z.number().int().describe('So many tokens of a tenant may work at the same time.'),
    overlapDays: z.number().optional().describe('How long the old tokens go on working.'),
    scopes: texts.describe('The one that opens the endpoint first.'),
    entitlement: z.string().optional(),
    instructions: z.string().optional(),
    linkHours: z.number().optional(),
    where: z.string().optional(),
  }),
  users: z.array(mappingRow).readonly(),
  groups: z.array(mappingRow).readonly().optional(),
  cannotDisable: z
    .string()
    .optional()
    .describe('Why nobody can be disabled; not there where Entra disables people by active.'),
  assumptions: texts.describe('What the tutorial leaves open and was decided.'),
});

/** The products that the host serves. */
export const connectorList = z.strictObject({ connectors: z.array(connector).readonly() });
