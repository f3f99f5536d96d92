import type { PatchOperation } from '../patch-body.fixture.ts';
import type { Random } from './seeded-random.fixture.ts';

/** Adds members, as Entra does. */
export function addOperation(ids: readonly string[]): PatchOperation {
  return { op: 'Add', path: 'members', value: ids.map((value) => ({ $ref: null, value })) };
}

/** Removes members in one of the two ways of Entra: by a list of values, or each by a filter in the path. */
export function removeOperation(ids: readonly string[], random: Random): readonly PatchOperation[] {
  return random.chance(0.5)
    ? [{ op: 'Remove', path: 'members', value: ids.map((value) => ({ $ref: null, value })) }]
    : ids.map((id) => ({ op: 'remove', path: `members[value eq "${id}"]` }));
}
