import { ScimError } from '../error.ts';
import type { Json } from '../json.ts';
import type { Resource } from './resource.ts';
import { sizeOf } from './size-of.ts';

const MOST_ELEMENTS = 1_000;

/** A user of a directory has some thousand characters; beyond this every read and every PATCH would pay for it. */
const LARGEST = 65_536;

/**
 * Checks that an attribute has no more values than it may have. What was there before this bound, or was made under
 * another, may still be changed as long as it does not grow: nothing keeps a person from being disabled.
 *
 * @throws ScimError invalidValue
 *
 * @example
 * checkElementCount('emails', 2);
 */
export function checkElementCount(path: string, count: number, before: number = 0): void {
  if (count <= MOST_ELEMENTS || count <= before) return;
  throw new ScimError('invalidValue', `${path} has more than ${MOST_ELEMENTS} values: send fewer.`, { path });
}

/**
 * Checks the same of the size of a value, be it all values of an attribute or a whole resource: many requests, each of
 * them small, must not make what no request could have brought.
 *
 * @param what - how the refusal calls it, such as `emails` or `The user`
 * @throws ScimError invalidValue
 *
 * @example
 * checkSize('The user', { userName: 'ada' });
 */
export function checkSize(what: string, value: Json, before?: Json): void {
  const size = sizeOf(value);
  if (size <= LARGEST || (before !== undefined && size <= sizeOf(before))) return;
  throw new ScimError(
    'invalidValue',
    `${what} has more than ${LARGEST} characters in all: map fewer or shorter values.`,
  );
}

/**
 * Checks the size of a resource that is to be stored. Disabling somebody is not measured: nobody keeps their access because
 * of what else is stored of them.
 *
 * @param before - as it is stored; undefined for a new one
 * @throws ScimError invalidValue
 *
 * @example
 * checkResourceSize('User', { userName: 'ada', active: false }, { userName: 'ada' });
 */
export function checkResourceSize(type: string, next: Resource, before?: Resource): void {
  const what = `The ${type.toLowerCase()}`;
  if (before === undefined || next['active'] !== false || before['active'] === false) {
    checkSize(what, next, before);
    return;
  }
  const { active: _next, ...others } = next;
  const { active: _before, ...othersBefore } = before;
  checkSize(what, others, othersBefore);
}
