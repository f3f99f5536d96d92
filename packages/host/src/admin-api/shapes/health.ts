import { z } from 'zod';
import { logEntry } from './log.ts';
import { texts, time } from './text.ts';

const count = z.number().int();

/** How a tenant is doing. */
export const health = z.strictObject({
  enabled: z.boolean(),
  lastRequest: time.optional(),
  lastSuccess: time.optional(),
  lastFailure: logEntry.optional(),
  last24Hours: z.strictObject({
    requests: count,
    succeeded: count,
    refused: count.describe('Answered 400 to 499.'),
    faults: count.describe('Answered 500 or more.'),
    capped: z.boolean().describe('Only the newest were counted, because there are so many.'),
  }),
  liveTokens: count,
  nextExpiry: time.optional().describe('When the first of the live tokens stops working.'),
  users: count,
  groups: count.optional().describe('Not there when the product has no groups.'),
  pendingEvents: count,
  failingEvents: count,
  leftOut: z
    .array(
      z.strictObject({
        path: z.string(),
        people: count.describe('How many people it concerns.'),
        last: z.string().optional().describe('The last of them, as the log calls them.'),
        at: time,
      }),
    )
    .readonly()
    .describe('What was left out when people were disabled, until a later write sets it.'),
  warnings: texts.describe('What somebody should look at, in sentences; none when all is well.'),
});
