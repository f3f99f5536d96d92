import { z } from 'zod';

/** A time: UTC, ISO 8601 with milliseconds. */
export const time = z.iso.datetime();

/** A line of text, such as a description or a name. */
export const line = z.string().trim().min(1).max(200);

/** A list of texts. */
export const texts = z.array(z.string()).readonly();

/** How many a page has at most: 50 unless given, never more than 200. */
export const limit = z.coerce.number().int().min(1).max(200).default(50);

/** A JSON object of any content. */
export const json = z.record(z.string(), z.unknown());

/** A number of things. */
export const count = z.number().int();

/** The `seq` of an event, as a path or a query has it. */
export const seqText = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** No parameters. */
export const nothing = z.strictObject({});
