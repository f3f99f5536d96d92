import { departures, type DepartureId } from '@scimwright/core';
import { z } from 'zod';

/** What a placeholder is called: `{user}` stands for what was kept under `user`. */
const name = z.string().regex(/^[a-z][A-Za-z0-9]*$/);

/** How a connector must have a path of its profile for a transcript to be about it. */
const mark = z.enum(['mapped', 'optional', 'required', 'filterable']);

/** Values by the path of a profile row, such as `emails[type eq "work"].value`; null for none. */
const byPath = z.record(z.string(), z.json());

const sampleChange = z.strictObject({
  /** Values that are set in the sample; null leaves them out. */
  set: byPath.default({}),
  /** What is merged into the body as it stands, whether the connector has it or not. */
  with: z.record(z.string(), z.json()).default({}),
});

const body = z.union([
  z.strictObject({ $user: sampleChange }),
  z.strictObject({ $group: sampleChange }),
  z.record(z.string(), z.json()),
]);

const exchange = z
  .strictObject({
    /** What is peculiar to this exchange, where its request does not say so itself. */
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
      /** What the detail of a refusal must name. */
      detail: z.string().optional(),
      /** The ids that a list answer has, in any order. */
      finds: z.array(z.string()).optional(),
      /** A part of the body. */
      body: z.record(z.string(), z.json()).optional(),
      /** Keys that the body, or each resource of a list, must not have. */
      absent: z.array(z.string()).default([]),
    }),
    /** Keeps the `id` of the answer under this name. */
    save: name.optional(),
    /** Whether the version of a changed resource moves; it does unless it says `kept`, and never with a refusal. */
    version: z.literal('kept').optional(),
    /** What the named resources are afterwards; null for one that is gone. */
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
 * One sequence of requests as Entra sends them, with what must come back and what must be stored afterwards.
 *
 * @example
 * transcript.safeParse({ title: 'Replace gives a single value its new content' }).success; // false
 */
export const transcript = z.strictObject({
  /** A sentence about behaviour. */
  title: z.string().regex(/^[A-Z].*[^.]$/u),
  /** Which notes on Entra's behaviour it is written from; the README has the key. */
  source: z.string().regex(/^[A-Z]\d+(, [A-Z]\d+)*$/),
  dialect: z.enum(['default', 'flagged', 'both']),
  /** What a connector must have for it to be run; nothing but users when empty. */
  needs: z.strictObject({
    user: z.record(z.string(), mark).optional(),
    /** False for a connector without groups. */
    group: z.union([z.literal(false), z.record(z.string(), mark)]).optional(),
    /** The connector knows one role of a user. */
    role: z.literal('single').optional(),
    outside: z.enum(['ignore', 'refuse']).optional(),
  }),
  /** The departures from the RFCs that its requests make; each must be in the log afterwards. */
  departures: z.array(z.enum(departureIds)).default([]),
  /** Placeholders for values of the connector's sample, since not every application takes any value. */
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
  /** Who is there at the start: the connector's sample with some values set. */
  given: z
    .strictObject({
      users: z.record(name, byPath).default({}),
      groups: z.record(name, byPath).default({}),
    })
    .default({ users: {}, groups: {} }),
  exchanges: z.array(exchange).min(1),
});

/** A transcript as it was read. */
export type Transcript = z.output<typeof transcript>;

/** One request of a transcript, and what becomes of it. */
export type Exchange = Transcript['exchanges'][number];
