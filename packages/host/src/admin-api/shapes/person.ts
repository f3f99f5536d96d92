import { z } from 'zod';
import { auditEntry } from './audit.ts';
import { event } from './event.ts';
import { handOver } from './hand-over.ts';
import { logEntry } from './log.ts';
import { wholeResource } from './resource.ts';
import { texts, time } from './text.ts';
import { token } from './token.ts';

const count = z.number().int();

/** Of whom something is wanted; in the body, since URLs end up in logs. */
export const person = z.strictObject({
  person: z.string().min(1).max(1_000).describe('The id or the userName of a user, who may be gone.'),
});

/** Everything that is kept of one person. */
export const personExport = z.strictObject({
  connector: z.string(),
  tenant: z.string(),
  at: time,
  ids: texts.describe('The ids they have or had; what was asked for may be among them.'),
  names: texts.describe('What they are or were called.'),
  user: wholeResource.optional().describe('The user as Entra sees it. Not there when they are gone.'),
  groups: z
    .array(z.strictObject({ group: z.string(), label: z.string().optional(), isDirect: z.boolean() }))
    .readonly()
    .describe('The groups they are in, themselves or through others.'),
  referredToBy: z
    .array(z.strictObject({ type: z.string(), id: z.string() }))
    .readonly()
    .describe('Who refers to them, such as those whose manager they are.'),
  log: z.array(logEntry).readonly().describe('Entries about them, the oldest first.'),
  quotedIn: z.array(logEntry).readonly().describe('Entries about others that quote them.'),
  events: z.array(event).readonly(),
  mentionedInEvents: z
    .array(count)
    .readonly()
    .describe('The `seq` of events about others that hold something of them.'),
  tokens: z.array(token).readonly().describe('Tokens that name them, or are called by them.'),
  handOvers: z.array(handOver).readonly().describe('Links that are called by them.'),
  audit: z.array(auditEntry).readonly().describe('What administrators did about them.'),
});

/** Who is to be erased. */
export const erasure = person.extend({
  confirm: z.boolean().default(false).describe('That it is really meant.'),
  vacuum: z
    .boolean()
    .default(true)
    .describe(
      'Whether SQLite writes its file anew, without which some bytes may stay in it; nothing can be stored meanwhile.',
    ),
});

/** What came of erasing a person. */
export const erasedPerson = z.strictObject({
  ids: texts,
  removed: z.boolean().describe('Whether the user was there until now.'),
  logEntries: count,
  quotes: count.describe('Log entries about others that lost what they quote.'),
  events: count.describe('Events that went, or go when they are settled.'),
  waitingEvents: count.describe('Those of them that the product has not taken yet.'),
  tokens: count,
  labels: count.describe('Tokens and links whose description and creator went.'),
  vacuumed: z
    .strictObject({ before: count, after: count, isScrubbed: z.boolean() })
    .optional()
    .describe('The bytes before and after, where the file was written anew.'),
  scrubbed: z.boolean().describe('Whether the write-ahead log of SQLite is empty; if not, within the hour.'),
  isThereAgain: z.boolean().describe('Whether Entra has sent them again meanwhile.'),
});
