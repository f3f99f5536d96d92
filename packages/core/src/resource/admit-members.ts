import type { Reading } from '../dialect/reading.ts';
import { ScimError } from '../error.ts';
import { isStorable } from '../is-storable.ts';
import { isObject, type Json } from '../json.ts';
import { complex, string } from '../schema/attribute.ts';
import { partNamed } from './admit-value.ts';
import { elementInText, listInText, looksLikeJson } from './json-in-text.ts';
import type { Member } from './resource.ts';

const LONGEST_ID = 256;
const MOST_MEMBERS = 20_000;

/** What is read of a member. */
const MEMBER = complex('members', 'A member.', [string('value', 'Its id.')]);

/**
 * Admits the members that a client names: one or a list, each an object with a `value` or a bare id. Whether an id
 * exists is not asked: Entra's order of requests depends on that.
 *
 * @returns each member once, in order
 * @throws ScimError invalidValue
 *
 * @example
 * admitMembers([{ $ref: null, value: '2819' }], openReading()); // [{ value: '2819' }]
 */
export function admitMembers(value: Json, reading: Reading): readonly Member[] {
  if (value === null || (value === '' && reading.accept('empty-value-clears'))) return [];
  const sent = listInText(value, reading);
  const list: readonly Json[] = Array.isArray(sent) ? (sent as readonly Json[]) : [sent];
  checkMemberCount(list.length);
  const ids = new Set(list.flatMap((member) => (member === null ? [] : [memberId(member, reading)])));
  return [...ids].map((id) => ({ value: id }));
}

/**
 * Checks that a request names no more members than one commit should write.
 *
 * @throws ScimError invalidValue
 *
 * @example
 * checkMemberCount(400);
 */
export function checkMemberCount(count: number): void {
  if (count > MOST_MEMBERS)
    throw wrong(`has more than ${MOST_MEMBERS} values: send them in several requests`);
}

function memberId(member: Json, reading: Reading): string {
  if (typeof member === 'string') {
    const element = elementInText(MEMBER, member, reading);
    if (element !== undefined) return checkedId(element['value'], reading);
    // Text that was to be JSON names nobody; taken for an id it would take the place of those it lists.
    if (looksLikeJson(member)) throw wrong('have text that is no JSON of members: send an array of objects');
    if (reading.accept('element-as-string')) return checkedId(member, reading);
  }
  if (!isObject(member)) throw wrong('must be objects with a value, the id of a user or group');
  return checkedId(partNamed(member, 'value'), reading);
}

function checkedId(sent: Json | undefined, reading: Reading): string {
  const inside = typeof sent === 'string' ? elementInText(MEMBER, sent, reading) : undefined;
  const id = inside?.['value'] ?? sent;
  if (typeof id !== 'string' || id === '') throw wrong('must have a value, the id of a user or group');
  if (id.length > LONGEST_ID || !isStorable(id))
    throw wrong('have a value that cannot be an id: send the id that this application gave');
  return id;
}

function wrong(problem: string): ScimError {
  return new ScimError('invalidValue', `members ${problem}.`, { path: 'members' });
}
