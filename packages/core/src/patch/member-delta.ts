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
export function touchesMembers({ clear, add, remove }: MemberDelta): boolean {
  return clear || add.length > 0 || remove.length > 0;
}

/**
 * What operations on members come to together; later ones win over earlier ones. Each id is looked at once for each
 * time that it is named, whatever the operations before it named.
 *
 * @throws ScimError invalidValue when together they name too many
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

function deltaOf({ op, members }: MembersOperation): MemberDelta {
  const ids = (members ?? []).map(({ value }) => value);
  const clear = op === 'replace' || members === undefined;
  return clear || op === 'add' ? { clear, add: ids, remove: [] } : { clear, add: [], remove: ids };
}

function combined(operations: readonly MembersOperation[]): MemberDelta {
  let clear = false;
  const wanted = new Map<string, 'add' | 'remove'>();
  for (const { op, members } of operations) {
    if (op === 'replace' || members === undefined) {
      clear = true;
      wanted.clear();
    }
    for (const { value } of members ?? []) {
      // Out and in again, so that it stands where it was named last.
      wanted.delete(value);
      if (op !== 'remove') wanted.set(value, 'add');
      else if (!clear) wanted.set(value, 'remove');
    }
  }
  checkMemberCount(wanted.size);
  const those = (what: 'add' | 'remove'): string[] =>
    [...wanted].flatMap(([id, is]) => (is === what ? [id] : []));
  return { clear, add: those('add'), remove: those('remove') };
}
