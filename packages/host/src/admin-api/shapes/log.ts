import { z } from 'zod';
import { texts, time } from './text.ts';

/** A request, as the tenant's provisioning log keeps it. */
export const logEntry = z.strictObject({
  seq: z.number().int(),
  at: time,
  requestId: z.string(),
  method: z.string(),
  operation: z.string().describe('Such as create, modify, query.'),
  resourceType: z.string().optional(),
  resourceId: z.string().optional(),
  subject: z.string().optional().describe('The userName or displayName of the resource.'),
  status: z.number().int(),
  scimType: z.string().optional(),
  detail: z.string().optional().describe('What Entra was told, and shows in its own log.'),
  changed: texts.describe('The paths that changed.'),
  written: texts.describe('The paths that a change wrote, where they are not just those that changed.'),
  ignored: texts.describe('The paths that the product does not have.'),
  leftOut: texts.describe('The paths that were left out beside a disable, because they were refused.'),
  departures: texts.describe('The departures from the RFCs that the request made.'),
  filter: z.string().optional().describe('The filter of a query, its operands left out.'),
});

/** A page of the log. */
export const logPage = z.strictObject({
  entries: z.array(logEntry).readonly(),
  next: z
    .string()
    .optional()
    .describe(
      'The `before` of the next page; a page may be short, or empty, and have one. Not there at the end.',
    ),
});

/** Whose latest write failed. */
export const unresolved = z.strictObject({
  entries: z.array(logEntry).readonly().describe('The newest first.'),
  capped: z.boolean().describe('Only the newest 1,000 failures were looked at, because there are so many.'),
});
