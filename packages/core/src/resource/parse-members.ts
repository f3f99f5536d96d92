import type { ParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import { isStorable } from '../is-storable.ts';
import { isObject, type Json } from '../json.ts';
import { complex, string } from '../schema/attribute.ts';
import { partNamed } from './parse-value.ts';
import { elementInText, listInText, looksLikeJson } from './json-in-text.ts';
import type { Member } from './resource.ts';

const MAX_ID_LENGTH = 256;
const MAX_MEMBERS = 20_000;

/** The sub-attribute of a member that counts. */
const MEMBER = complex('members', 'A member.', [string('value', 'Its id.')]);

/**
 * Parses the members that a client sent: one or a list, each an object with a `value` or a bare id. It does not check that
 * an id exists, because Entra may send a group before its members.
 *
 * @returns each member once, in order
 * @throws ScimError invalidValue
 *
 * @example
 * parseMembers([{ $ref: null, value: '2819' }], openParseContext()); // [{ value: '2819' }]
 */
export function parseMembers(value: Json, context: ParseContext): readonly Member[] {
  if (value === null || (value === '' && context.accept('empty-value-clears'))) return [];
  const sent = listInText(value, context);
  const list: readonly Json[] = Array.isArray(sent) ? (sent as readonly Json[]) : [sent];
  checkMemberCount(list.length);
  const ids = new Set(list.flatMap((member) => (member === null ? [] : [memberId(member, context)])));
  return [...ids].map((id) => ({ value: id }));
}

/**
 * Checks the number of members that one commit writes.
 *
 * @throws ScimError invalidValue
 */
export function checkMemberCount(count: number): void {
  if (count > MAX_MEMBERS) throw wrong(`has more than ${MAX_MEMBERS} values: send them in several requests`);
}

function memberId(member: Json, context: ParseContext): string {
  if (typeof member === 'string') {
    const element = elementInText(MEMBER, member, context);
    if (element !== undefined) return checkedId(element['value'], context);
    // Malformed JSON is not an id: it would replace the members that it was meant to list.
    if (looksLikeJson(member)) throw wrong('has malformed JSON: send an array of objects');
    if (context.accept('element-as-string')) return checkedId(member, context);
  }
  if (!isObject(member)) throw wrong('must be objects with a value, the id of a user or group');
  return checkedId(partNamed(member, 'value'), context);
}

function checkedId(sent: Json | undefined, context: ParseContext): string {
  const inside = typeof sent === 'string' ? elementInText(MEMBER, sent, context) : undefined;
  const id = inside?.['value'] ?? sent;
  if (typeof id !== 'string' || id === '') throw wrong('must have a value, the id of a user or group');
  if (id.length > MAX_ID_LENGTH || !isStorable(id))
    throw wrong('has a value that cannot be an id: send the id that this application returned');
  return id;
}

function wrong(problem: string): ScimError {
  return new ScimError('invalidValue', `members ${problem}.`, { path: 'members' });
}
