import type { Tenant } from '@scimwright/store';
import { AdminRefusal } from '../admin-deps.ts';

/**
 * The refusal where nothing is kept of whom somebody asks for. It does not repeat the name.
 *
 * @example
 * throw nothingKept(tenant);
 */
export function nothingKept({ name }: Pick<Tenant, 'name'>): AdminRefusal {
  return new AdminRefusal(
    `The tenant "${name}" keeps nothing of this person: no User of that id or userName, and no trace in log, events, tokens and links. Somebody who had another name is found by that one too.`,
    'not-found',
  );
}
