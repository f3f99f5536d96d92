import { z } from 'zod';
import { failingEvent } from './event.ts';
import { logEntry } from './log.ts';
import { texts, time } from './text.ts';

const count = z.number().int();

/** How a tenant is doing. */
export const health = z.strictObject({
  enabled: z.boolean(),
  settingFaults: z
    .array(
      z.strictObject({
        setting: z.string().describe('Where it stands; empty for the settings as a whole.'),
        problem: z.string(),
      }),
    )
    .readonly()
    .describe('What the connector does not take of the stored settings.'),
  lastRequest: time.optional().describe('The newest with a token that lives.'),
  lastSuccess: time.optional(),
  lastFailure: logEntry.optional(),
  lastRefusedToken: logEntry
    .optional()
    .describe('The newest with a token of the tenant that opened nothing.'),
  last24Hours: z.strictObject({
    requests: count,
    succeeded: count,
    refused: count.describe('Answered 400 to 499.'),
    faults: count.describe('Answered 500 or more.'),
    refusedTokens: count.describe(
      'Of the refused ones, those whose token was revoked, has expired, or does not open the endpoint.',
    ),
    throttled: count.describe(
      'Of the refused ones, those whose turn did not come in time: they asked for more than the share of the tenant.',
    ),
    capped: z.boolean().describe('Only the newest were counted, because there are so many.'),
  }),
  unresolved: z.strictObject({
    resources: count.describe('People, groups and others whose latest write failed.'),
    capped: z.boolean().describe('Only the newest failures were looked at, because there are so many.'),
  }),
  liveTokens: count,
  nextExpiry: time.optional().describe('When the first of the live tokens stops working.'),
  users: count,
  groups: count.optional().describe('Not there when the product has no groups.'),
  pendingEvents: count,
  failingEvents: count,
  firstFailingEvent: failingEvent.optional(),
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
