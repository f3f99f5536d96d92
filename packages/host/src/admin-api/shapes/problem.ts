import { z } from 'zod';

/** Why a request was not carried out. */
export const problem = z.strictObject({
  error: z.enum([
    'invalid-request',
    'unauthorized',
    'not-found',
    'method-not-allowed',
    'conflict',
    'gone',
    'too-large',
    'unsupported-media-type',
    'refused',
    'too-many-requests',
    'fault',
    'unavailable',
  ]),
  message: z.string().describe('What is wrong and what to do, for people.'),
});

/** Why a request was not carried out. */
export type Problem = z.output<typeof problem>;
