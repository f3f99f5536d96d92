import { z } from 'zod';
import { time } from './text.ts';

/** Something that an administrator did. */
export const auditEntry = z.strictObject({
  seq: z.number().int(),
  at: time,
  actor: z
    .string()
    .describe('`admin-token:1`, `cli:` and a user of the machine, `link:` and the id of a link, or `host`.'),
  action: z.string().describe('Such as createTenant, issueToken.'),
  connector: z.string().optional(),
  tenant: z.string().optional().describe('Its name then; it may be gone.'),
  subject: z
    .string()
    .optional()
    .describe('The id of what it was about, such as a token; or which parts of a tenant changed.'),
});

/** A page of the audit trail. */
export const auditPage = z.strictObject({
  entries: z.array(auditEntry).readonly(),
  next: z.number().int().optional().describe('The `before` of the next page. Not there at the end.'),
});
