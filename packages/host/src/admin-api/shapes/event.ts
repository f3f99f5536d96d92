import { z } from 'zod';
import { json, time } from './text.ts';

const fields = {
  seq: z.number().int().describe('Grows in commit order; the idempotency key of the event.'),
  type: z.string().describe('Such as user.created.'),
  resourceType: z.string(),
  resourceId: z.string(),
  at: time,
  data: json,
};

/** An event for the product. */
export const event = z.strictObject(fields);

/** A page of events. */
export const eventPage = z.strictObject({
  events: z.array(event).readonly(),
  next: z.number().int().optional().describe('The `after` of the next page; not there on the last.'),
});

/** An event that the product failed to take. */
export const failingEvent = z.strictObject({
  ...fields,
  attempts: z.number().int(),
  due: z.string().describe('When it is tried again.'),
  error: z.string().optional().describe('What the handler of the product said when it last failed.'),
});

/** The events that the product failed to take. */
export const failingEvents = z.strictObject({ events: z.array(failingEvent).readonly() });

/** An event that was given up. */
export const skippedEvent = z.strictObject({ skipped: z.number().int() });
