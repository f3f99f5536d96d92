import type { ParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import type { BoundFilter } from '../filter/ast.ts';
import { bindElementFilter } from '../filter/bind.ts';
import { parseMembers } from '../resource/parse-members.ts';
import { listInText } from '../resource/json-in-text.ts';
import type { BoundPath } from '../schema/resource-type.ts';
import { checkRemovable } from './apply-to-list.ts';
import type { BoundOperation, PatchOperation } from './ast.ts';
import { isEmptyList } from './unassigns.ts';

/**
 * Binds an operation on members: to those of its value, those of its filter, or all.
 *
 * @throws ScimError mutability for changing a member itself, invalidFilter, invalidValue
 */
export function bindMembers(
  { op, path, text, value }: PatchOperation,
  bound: BoundPath,
  context: ParseContext,
): readonly BoundOperation[] {
  const isEdit = op === 'replace' && path.where !== undefined;
  if (bound.sub !== undefined || path.sub !== undefined || isEdit) {
    throw new ScimError('mutability', 'A member cannot be changed: remove it and add another.', {
      path: text,
    });
  }
  if (path.where !== undefined) {
    const where = bindElementFilter(path.where, bound.attribute, context);
    const named = namedBy(where);
    if (op !== 'remove') return [{ kind: 'members', op, members: membersToAdd(named, context) }];
    return [{ kind: 'members', op, members: named ?? [], ...(named === undefined && { where }) }];
  }
  if (value === undefined) return [{ kind: 'members', op, members: undefined }];
  const sent = listInText(value, context);
  // As in every list, null and [] add none, replace all and remove none.
  if (isEmptyList(sent, context)) return [{ kind: 'members', op, members: [] }];
  if (op === 'remove') checkRemovable(text, context);
  const members = parseMembers(sent, context);
  if (members.length === 0) {
    throw new ScimError('invalidValue', `${text} has no ids: send the ids of members, or an empty array.`, {
      path: text,
    });
  }
  return [{ kind: 'members', op, members }];
}

type Named = readonly { readonly value: string }[];

/** The operand of the filter is stored, so it is parsed like any member. */
function membersToAdd(named: Named | undefined, context: ParseContext): Named {
  if (named !== undefined) return parseMembers(named, context);
  throw new ScimError('invalidFilter', 'Members are added by their id: write members[value eq "…"].', {
    path: 'members',
  });
}

/** The ids that a filter names: `value eq "1"`, or several joined by `or`; undefined for any other filter. */
function namedBy(filter: BoundFilter): Named | undefined {
  if (filter.kind === 'or') {
    const [left, right] = [namedBy(filter.left), namedBy(filter.right)];
    return left && right && [...left, ...right];
  }
  const isId = filter.kind === 'compare' && filter.op === 'eq' && filter.path.attribute.name === 'value';
  return isId && typeof filter.value === 'string' ? [{ value: filter.value }] : undefined;
}
