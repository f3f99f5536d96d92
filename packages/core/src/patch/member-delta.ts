import { ScimError } from '../error.ts';
import type { BoundFilter } from '../filter/ast.ts';
import { checkMemberCount } from '../resource/parse-members.ts';
import type { BoundOperation, MemberDelta } from './ast.ts';

type MembersOperation = Extract<BoundOperation, { kind: 'members' }>;

/** The delta that changes nothing. */
export const emptyDelta: MemberDelta = { clear: false, add: [], remove: [] };

/**
 * Whether a delta could change anything.
 *
 * @example
 * changesMembers(emptyDelta); // false
 */
export function changesMembers(delta: MemberDelta): boolean {
  return memberDeltas(delta).some(
    ({ clear, add, remove, where }) => clear || add.length > 0 || remove.length > 0 || where !== undefined,
  );
}

/**
 * The parts of a delta, which are applied in order. There are several only if a filter comes after an add.
 *
 * @example
 * memberDeltas(emptyDelta).length; // 1
 */
export function memberDeltas(delta: MemberDelta): readonly MemberDelta[] {
  const stages: MemberDelta[] = [];
  for (let stage: MemberDelta | undefined = delta; stage !== undefined; stage = stage.next)
    stages.push(stage);
  return stages;
}

/** Each filter may read every member of the group. */
const MAX_FILTERS = 20;

/**
 * Combines operations on members to one delta, in linear time; later operations override earlier ones.
 *
 * @throws ScimError invalidValue for too many members in total, payloadTooLarge for too many filters
 */
export function memberDelta(operations: readonly MembersOperation[]): MemberDelta {
  const [only, ...others] = operations;
  if (only === undefined) return emptyDelta;
  // Entra sends one operation, whose members are already distinct.
  return others.length === 0 ? deltaOf(only) : combined(operations);
}

function deltaOf({ op, members, where }: MembersOperation): MemberDelta {
  const ids = (members ?? []).map(({ value }) => value);
  const clear = op === 'replace' || members === undefined;
  if (clear || op === 'add') return { clear, add: ids, remove: [] };
  return { clear, add: [], remove: ids, ...(where !== undefined && { where }) };
}

/** A part of a delta while it is combined. */
interface Stage {
  readonly clear: boolean;
  readonly wanted: Map<string, 'add' | 'remove'>;
  where: BoundFilter | undefined;
}

function combined(operations: readonly MembersOperation[]): MemberDelta {
  checkFilters(operations);
  let stages: Stage[] = [];
  let last: Stage = { clear: false, wanted: new Map(), where: undefined };
  for (const { op, members, where } of operations) {
    if (op === 'replace' || members === undefined) {
      stages = [];
      last = { clear: true, wanted: new Map(), where: undefined };
    }
    if (where !== undefined) {
      if ([...last.wanted.values()].includes('add')) {
        stages.push(last);
        last = { clear: false, wanted: new Map(), where: undefined };
      }
      last.where = last.where === undefined ? where : { kind: 'or', left: last.where, right: where };
    }
    for (const { value } of members ?? []) {
      // Delete it first, so that it moves to the end.
      last.wanted.delete(value);
      if (op !== 'remove') last.wanted.set(value, 'add');
      else if (!last.clear) last.wanted.set(value, 'remove');
    }
  }
  stages.push(last);
  checkMemberCount(stages.reduce((sum, { wanted }) => sum + wanted.size, 0));
  return stages.reduceRight<MemberDelta | undefined>(finished, undefined) ?? emptyDelta;
}

function finished(next: MemberDelta | undefined, { clear, wanted, where }: Stage): MemberDelta {
  const those = (what: 'add' | 'remove'): string[] =>
    [...wanted].flatMap(([id, is]) => (is === what ? [id] : []));
  return {
    clear,
    add: those('add'),
    remove: those('remove'),
    ...(where !== undefined && { where }),
    ...(next !== undefined && { next }),
  };
}

function checkFilters(operations: readonly MembersOperation[]): void {
  if (operations.filter(({ where }) => where !== undefined).length <= MAX_FILTERS) return;
  throw new ScimError(
    'payloadTooLarge',
    `This PATCH removes members by more than ${MAX_FILTERS} filters: send them in several requests.`,
  );
}
