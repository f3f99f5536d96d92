import type { Batch } from '../../../packages/store-knex/src/writer/step.ts';
import type { TenantId } from '../../../packages/store/src/index.ts';
import { at } from './shared.ts';

/** Two requests that each add a member to the same group. */
export const addingU1ToG1: Batch = adding('u1');
export const addingU2ToG1: Batch = adding('u2');

function adding(member: string): Batch {
  const members = { clear: false, add: [member], remove: [] };
  return {
    tenant: 't1' as TenantId,
    changes: [{ kind: 'members', type: 'Group', id: 'g1', at, expected: undefined, members }],
  };
}
