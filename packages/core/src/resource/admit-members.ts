import type { Reading } from '../dialect/reading.ts';
import { ScimError } from '../error.ts';
import { isStorable } from '../is-storable.ts';
import { isObject, type Json } from '../json.ts';
import type { Member } from './resource.ts';

const LONGEST_ID = 256;
const MOST_MEMBERS = 20_000;

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
  const list: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : [value];
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
  if (typeof member === 'string' && reading.accept('element-as-string')) return checkedId(member);
  if (!isObject(member)) throw wrong('must be objects with a value, the id of a user or group');
  const [, id] = Object.entries(member).find(([name]) => name.toLowerCase() === 'value') ?? [];
  return checkedId(id);
}

function checkedId(id: Json | undefined): string {
  if (typeof id !== 'string' || id === '') throw wrong('must have a value, the id of a user or group');
  if (id.length > LONGEST_ID || !isStorable(id))
    throw wrong('have a value that cannot be an id: send the id that this application gave');
  return id;
}

function wrong(problem: string): ScimError {
  return new ScimError('invalidValue', `members ${problem}.`, { path: 'members' });
}
