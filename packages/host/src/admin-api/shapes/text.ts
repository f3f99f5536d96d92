import { z } from 'zod';

/** A time: UTC, ISO 8601 with milliseconds. */
export const time = z.iso.datetime();

/** Why somebody wants something, and who; a line of text. */
export const line = z.string().trim().min(1).max(200);

/** A list that nobody changes. */
export const texts = z.array(z.string()).readonly();

/** A page of at most 200, of 50 unless it is said. */
export const limit = z.coerce.number().int().min(1).max(200).default(50);

/** A JSON object of any content. */
export const json = z.record(z.string(), z.unknown());
