import { departures, type DepartureId } from '@scimwright/core';
import { z } from 'zod';

/** The name of a placeholder: `{user}` stands for the value kept under `user`. */
const name = z.string().regex(/^[a-z][A-Za-z0-9]*$/);

/** A condition on a path of a connector's profile: the transcript runs only if it holds. */
const mark = z.enum(['mapped', 'optional', 'required', 'filterable']);

/** Values by the path of a profile row, such as `emails[type eq "work"].value`; null for none. */
const byPath = z.record(z.string(), z.json());

const sampleChange = z.strictObject({
  /** Values to set in the sample; null removes one. */
  set: byPath.default({}),
  /** Merged into the body unchanged, even if the connector does not map it. */
  with: z.record(z.string(), z.json()).default({}),
});

const body = z.union([
  z.strictObject({ $user: sampleChange }),
  z.strictObject({ $group: sampleChange }),
  z.record(z.string(), z.json()),
]);

const exchange = z
  .strictObject({
    /** The peculiarity of this exchange, if its request does not show it. */
    says: z.string().optional(),
    request: z.strictObject({
      method: z.enum(['GET', 'POST', 'PATCH', 'DELETE']),
      path: z.string().startsWith('/'),
      headers: z.record(z.string(), z.string()).default({}),
      body: body.optional(),
    }),
    expect: z.strictObject({
      status: z.int(),
      scimType: z.string().optional(),
      /** Texts that the detail of a refusal must contain. */
      detail: z.string().optional(),
      /** The ids in a list response, in any order. */
      finds: z.array(z.string()).optional(),
      /** A part of the body. */
      body: z.record(z.string(), z.json()).optional(),
      /** Keys that the body, or each resource of a list, must not have. */
      absent: z.array(z.string()).default([]),
    }),
    /** Stores the `id` of the answer under this name. */
    save: name.optional(),
    /** Whether the version of a changed resource changes; it does unless `kept`, and never after a refusal. */
    version: z.literal('kept').optional(),
    /** The named resources after the exchange; null for one that is gone. */
    after: z.record(z.string(), byPath.nullable()).optional(),
  })
  .superRefine(({ request, version, after }, context) => {
    const writes = request.method !== 'GET';
    if (writes !== (after !== undefined)) {
      context.addIssue({
        code: 'custom',
        message: 'A write says what is there afterwards, a read does not.',
      });
    }
    if (version !== undefined && request.method !== 'PATCH') {
      context.addIssue({ code: 'custom', message: 'Only a PATCH keeps a version.' });
    }
  });

// The keys of a table are a tuple to zod and an array to Object.keys.
const departureIds = Object.keys(departures) as [DepartureId, ...DepartureId[]];

/**
 * One sequence of requests as Entra sends them, with the expected answers and the expected stored resources.
 *
 * @example
 * transcript.safeParse({ title: 'Replace sets a single value' }).success; // false
 */
export const transcript = z.strictObject({
  /** A sentence about behaviour. */
  title: z.string().regex(/^[A-Z].*[^.]$/u),
  /** The notes on Entra's behaviour behind the transcript; the README explains the numbers. */
  source: z.string().regex(/^[A-Z]\d+(, [A-Z]\d+)*$/),
  dialect: z.enum(['default', 'flagged', 'both']),
  /** The conditions on a connector for the transcript to run; if empty, users are enough. */
  needs: z.strictObject({
    user: z.record(z.string(), mark).optional(),
    /** False for a connector without groups. */
    group: z.union([z.literal(false), z.record(z.string(), mark)]).optional(),
    /** The connector knows one role of a user. */
    role: z.literal('single').optional(),
    outside: z.enum(['ignore', 'refuse']).optional(),
  }),
  /** The departures from the RFCs in its requests; each must be in the log afterwards. */
  departures: z.array(z.enum(departureIds)).default([]),
  /** Placeholders for values of the connector's sample, since some applications accept only certain values. */
  values: z
    .record(
      name,
      z.union([
        z.strictObject({ sample: z.string() }),
        z.strictObject({ other: z.string() }),
        z.strictObject({ upperCase: z.string() }),
      ]),
    )
    .default({}),
  /** The users and groups at the start: the connector's sample with some values set. */
  given: z
    .strictObject({
      users: z.record(name, byPath).default({}),
      groups: z.record(name, byPath).default({}),
    })
    .default({ users: {}, groups: {} }),
  exchanges: z.array(exchange).min(1),
});

/** A parsed transcript. */
export type Transcript = z.output<typeof transcript>;

/** One request of a transcript, with its expected answer and effect. */
export type Exchange = Transcript['exchanges'][number];
