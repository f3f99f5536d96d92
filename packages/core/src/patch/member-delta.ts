import { ScimError } from '../error.ts';
import type { BoundFilter } from '../filter/ast.ts';
import { checkMemberCount } from '../resource/admit-members.ts';
import type { BoundOperation, MemberDelta } from './ast.ts';

type MembersOperation = Extract<BoundOperation, { kind: 'members' }>;

/** The delta that changes no member. */
export const noMembers: MemberDelta = { clear: false, add: [], remove: [] };

/**
 * Whether a delta could change anything.
 *
 * @example
 * touchesMembers(noMembers); // false
 */
export function touchesMembers(delta: MemberDelta): boolean {
  return memberStages(delta).some(
    ({ clear, add, remove, where }) => clear || add.length > 0 || remove.length > 0 || where !== undefined,
  );
}

/**
 * The parts of a delta that come one after the other; one, unless a filter comes after members that were added.
 *
 * @example
 * memberStages(noMembers).length; // 1
 */
export function memberStages(delta: MemberDelta): readonly MemberDelta[] {
  const stages: MemberDelta[] = [];
  for (let stage: MemberDelta | undefined = delta; stage !== undefined; stage = stage.next)
    stages.push(stage);
  return stages;
}

/** Each filter may look at every member of the group. */
const MOST_FILTERS = 20;

/**
 * What operations on members come to together; later ones win over earlier ones. Each id is looked at once for each
 * time that it is named, whatever the operations before it named.
 *
 * @throws ScimError invalidValue when together they name too many, payloadTooLarge for too many filters
 *
 * @example
 * memberDelta([{ kind: 'members', op: 'add', members: [{ value: '2819' }] }]).add; // ['2819']
 */
export function memberDelta(operations: readonly MembersOperation[]): MemberDelta {
  const [only, ...others] = operations;
  if (only === undefined) return noMembers;
  // Entra sends one operation, and its members were admitted each once.
  return others.length === 0 ? deltaOf(only) : combined(operations);
}

function deltaOf({ op, members, where }: MembersOperation): MemberDelta {
  const ids = (members ?? []).map(({ value }) => value);
  const clear = op === 'replace' || members === undefined;
  if (clear || op === 'add') return { clear, add: ids, remove: [] };
  return { clear, add: [], remove: ids, ...(where !== undefined && { where }) };
}

/** A part of a delta in the making. */
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
      // Out and in again, so that it stands where it was named last.
      last.wanted.delete(value);
      if (op !== 'remove') last.wanted.set(value, 'add');
      else if (!last.clear) last.wanted.set(value, 'remove');
    }
  }
  stages.push(last);
  checkMemberCount(stages.reduce((sum, { wanted }) => sum + wanted.size, 0));
  return stages.reduceRight<MemberDelta | undefined>(finished, undefined) ?? noMembers;
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
  if (operations.filter(({ where }) => where !== undefined).length <= MOST_FILTERS) return;
  throw new ScimError(
    'payloadTooLarge',
    `This PATCH removes members by more than ${MOST_FILTERS} filters: send them in several requests.`,
  );
}
