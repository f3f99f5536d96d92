import { z } from 'zod';
import { failures, type FailureCode } from '../failure/failures.ts';
import type { JobState, QuarantineReason } from '../job/job-state.ts';
import { UnreadableFile } from './unreadable-file.ts';

const VERSION = 1;
const kind = z.enum(['User', 'Group']);
const codes = Object.keys(failures) as readonly FailureCode[] as readonly [FailureCode, ...FailureCode[]];
const reasons = [
  'EncounteredBaseEscrowThreshold',
  'EncounteredTotalEscrowThreshold',
  'EncounteredEscrowProportionThreshold',
  'EncounteredQuarantineException',
  'TooManyDeletes',
] as const satisfies readonly QuarantineReason[];

const asMap = <Value extends z.ZodType>(value: Value) =>
  z.record(z.string(), value).transform((record) => new Map(Object.entries(record)));
const asSet = z.array(z.string()).transform((ids) => new Set(ids));
const optional = <Value extends z.ZodType>(value: Value) =>
  value.nullable().transform((found) => found ?? undefined);

const stateSchema = z.object({
  version: z.literal(VERSION),
  status: z.enum(['running', 'quarantined', 'disabled']),
  cycles: z.int(),
  watermark: optional(z.int()),
  progress: optional(
    z.object({
      kind: z.enum(['initial', 'incremental']),
      startedAt: z.number(),
      watermark: z.int(),
      done: asSet,
      referencesDone: asSet,
    }),
  ),
  nextCycle: z.number(),
  links: asMap(z.object({ kind, targetId: z.string(), isDisabled: z.boolean(), isManaged: z.boolean() })),
  managers: asMap(z.string()),
  members: asMap(asMap(z.boolean())),
  escrows: asMap(
    z.object({
      kind,
      part: z.enum(['object', 'references']),
      code: z.enum(codes),
      since: z.number(),
      attempts: z.int(),
      nextAttempt: z.number(),
    }),
  ),
  quarantine: optional(
    z.object({
      reason: z.enum(reasons),
      code: optional(z.enum(codes)),
      since: z.number(),
      evaluations: z.int(),
      nextAttempt: z.number(),
    }),
  ),
  staged: asSet,
  deletionsAllowed: z.boolean(),
});

/**
 * The state of a job as JSON, to save it and look into it: who is connected with what, what failed and when it is tried again.
 *
 * @example
 * const saved = JSON.stringify(jobStateToJson(newJobState()));
 * jobStateFromJson(JSON.parse(saved)).status; // 'running'
 */
export function jobStateToJson(state: JobState): object {
  const { progress, quarantine } = state;
  return {
    version: VERSION,
    status: state.status,
    cycles: state.cycles,
    watermark: state.watermark ?? null,
    progress:
      progress === undefined
        ? null
        : { ...progress, done: [...progress.done], referencesDone: [...progress.referencesDone] },
    nextCycle: state.nextCycle,
    links: Object.fromEntries(state.links),
    managers: Object.fromEntries(state.managers),
    members: Object.fromEntries([...state.members].map(([id, members]) => [id, Object.fromEntries(members)])),
    escrows: Object.fromEntries(state.escrows),
    quarantine: quarantine === undefined ? null : { ...quarantine, code: quarantine.code ?? null },
    staged: [...state.staged],
    deletionsAllowed: state.deletionsAllowed,
  };
}

/**
 * Reads the state of a job.
 *
 * @param json - parsed JSON, as `jobStateToJson` gave it
 * @throws UnreadableFile that names the place
 *
 * @example
 * jobStateFromJson(JSON.parse(JSON.stringify(jobStateToJson(newJobState())))).cycles; // 0
 */
export function jobStateFromJson(json: unknown): JobState {
  const read = stateSchema.safeParse(json);
  if (read.success) {
    const { version: _, ...state } = read.data;
    return state;
  }
  const [issue] = read.error.issues;
  throw new UnreadableFile(
    `It is no state of a job. ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
  );
}
