import type { Reading } from '../dialect/reading.ts';
import { ScimError } from '../error.ts';
import type { BoundFilter } from '../filter/ast.ts';
import { bindElementFilter } from '../filter/bind.ts';
import { admitMembers } from '../resource/admit-members.ts';
import { listInText } from '../resource/json-in-text.ts';
import type { BoundPath } from '../schema/resource-type.ts';
import { checkRemovable } from './apply-to-list.ts';
import type { BoundOperation, PatchOperation } from './ast.ts';
import { isEmptyList } from './unassigns.ts';

/**
 * Finds which members an operation means: those of its value, those of its filter, or all of them.
 *
 * @throws ScimError mutability for a change of a member itself, invalidFilter, invalidValue
 *
 * @example
 * const [, attribute] = groupSchema.attributes;
 * const [operation] = decodePatch(body, openReading());
 * if (attribute && operation) bindMembers(operation, { extension: undefined, attribute, sub: undefined }, openReading());
 */
export function bindMembers(
  { op, path, text, value }: PatchOperation,
  bound: BoundPath,
  reading: Reading,
): readonly BoundOperation[] {
  const isEdit = op === 'replace' && path.where !== undefined;
  if (bound.sub !== undefined || path.sub !== undefined || isEdit) {
    throw new ScimError('mutability', 'A member cannot be edited: remove it and add another.', {
      path: text,
    });
  }
  if (path.where !== undefined) {
    const where = bindElementFilter(path.where, bound.attribute, reading);
    const named = namedBy(where);
    if (op !== 'remove') return [{ kind: 'members', op, members: membersToAdd(named, reading) }];
    return [{ kind: 'members', op, members: named ?? [], ...(named === undefined && { where }) }];
  }
  if (value === undefined) return [{ kind: 'members', op, members: undefined }];
  const sent = listInText(value, reading);
  // As in every list: null and [] add nobody, replace everybody and remove nobody.
  if (isEmptyList(sent, reading)) return [{ kind: 'members', op, members: [] }];
  if (op === 'remove') checkRemovable(text, reading);
  const members = admitMembers(sent, reading);
  if (members.length === 0) {
    throw new ScimError(
      'invalidValue',
      `${text} gets values that name nobody: send the ids of members, or an empty array.`,
      { path: text },
    );
  }
  return [{ kind: 'members', op, members }];
}

type Named = readonly { readonly value: string }[];

/** What a filter says becomes a member here, so it is admitted like any other. */
function membersToAdd(named: Named | undefined, reading: Reading): Named {
  if (named !== undefined) return admitMembers(named, reading);
  throw new ScimError('invalidFilter', 'Members are added by their id: write members[value eq "…"].', {
    path: 'members',
  });
}

/** The members that a filter names by their ids: `value eq "1"`, or several joined by `or`; undefined for any other. */
function namedBy(filter: BoundFilter): Named | undefined {
  if (filter.kind === 'or') {
    const [left, right] = [namedBy(filter.left), namedBy(filter.right)];
    return left && right && [...left, ...right];
  }
  const isId = filter.kind === 'compare' && filter.op === 'eq' && filter.path.attribute.name === 'value';
  return isId && typeof filter.value === 'string' ? [{ value: filter.value }] : undefined;
}
