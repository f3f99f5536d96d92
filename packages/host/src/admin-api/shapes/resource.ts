import { z } from 'zod';
import { time } from './text.ts';

/** A user or a group in a list. */
export const listedResource = z.strictObject({
  id: z.string(),
  name: z.string().optional().describe('What Entra matches by: userName or displayName.'),
  displayName: z.string().optional(),
  externalId: z.string().optional(),
  active: z.boolean().optional().describe('Whether a user can sign in.'),
  version: z.number().int(),
  created: time,
  modified: time,
});

/** A page of users or groups. */
export const resourcePage = z.strictObject({
  total: z.number().int(),
  resources: z.array(listedResource).readonly(),
  next: z.number().int().optional().describe('The `startIndex` of the next page; not there on the last.'),
});

/** A user or a group as Entra sees it, without the members of a group. */
export const wholeResource = z.record(z.string(), z.unknown());

/** A member of a group. */
export const member = z.strictObject({
  value: z.string().describe('Its id.'),
  type: z.string().optional().describe('Not there when no resource of the tenant has that id.'),
});

/** A page of members. */
export const memberPage = z.strictObject({
  members: z.array(member).readonly(),
  next: z.string().optional().describe('The `after` of the next page; not there on the last.'),
});
