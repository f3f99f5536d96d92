import type { BoundOperation, MemberDelta } from './ast.ts';

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
 * Puts one more operation behind a delta; later operations win over earlier ones.
 *
 * @example
 * withMembers(noMembers, { kind: 'members', op: 'add', members: [{ value: '2819' }] }).add; // ['2819']
 */
export function withMembers(
  delta: MemberDelta,
  { op, members }: Extract<BoundOperation, { kind: 'members' }>,
): MemberDelta {
  const ids = (members ?? []).map(({ value }) => value);
  if (op === 'replace' || members === undefined) return { clear: true, add: ids, remove: [] };
  const named = new Set(ids);
  const [add, remove] = [delta.add, delta.remove].map((list) => list.filter((id) => !named.has(id)));
  if (op === 'add') return { ...delta, add: [...(add ?? []), ...ids], remove: remove ?? [] };
  return { ...delta, add: add ?? [], remove: delta.clear ? [] : [...(remove ?? []), ...ids] };
}
