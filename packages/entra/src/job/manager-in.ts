import { isList } from '../expression/value.ts';
import type { ObjectMapping, TargetAttribute } from '../mapping/mapping.ts';
import { valueAt } from '../wire/differences.ts';
import type { TargetResource } from '../wire/read-answer.ts';

/** The attribute that refers to others: the manager of a user, the members of a group. */
export function referenceOf({ attributes }: ObjectMapping): TargetAttribute | undefined {
  return attributes.find(({ target }) => target.type === 'reference')?.target;
}

/** The id of the manager that the application shows, or null. */
export function managerIn(resource: TargetResource, mapping: ObjectMapping): string | null {
  const target = mapping.source === 'User' ? referenceOf(mapping) : undefined;
  const value = target === undefined ? null : valueAt(resource, target);
  if (isList(value)) return value[0] ?? null;
  return typeof value === 'string' ? value : null;
}
