import { ScimError } from '../error.ts';
import type { Json } from '../json.ts';
import type { Resource } from './resource.ts';
import { sizeOf } from './size-of.ts';

const MAX_ELEMENTS = 1_000;

/** In characters. A user of a directory has some thousand; every read and PATCH pays for more. */
const MAX_SIZE = 65_536;

/**
 * Checks the number of values of an attribute. One that exceeds the limit already may change as long as it does not grow:
 * nothing may block a disable.
 *
 * @throws ScimError invalidValue
 */
export function checkElementCount(path: string, count: number, before: number = 0): void {
  if (count <= MAX_ELEMENTS || count <= before) return;
  throw new ScimError('invalidValue', `${path} has more than ${MAX_ELEMENTS} values: send fewer.`, { path });
}

/**
 * Checks the size of all values of an attribute, or of a whole resource. Many small requests must not add up to more than
 * one request may send.
 *
 * @param what - what the refusal calls it, such as `emails` or `The user`
 * @throws ScimError invalidValue
 */
export function checkSize(what: string, value: Json, before?: Json): void {
  const size = sizeOf(value);
  if (size <= MAX_SIZE || (before !== undefined && size <= sizeOf(before))) return;
  throw new ScimError(
    'invalidValue',
    `${what} has more than ${MAX_SIZE} characters in total: map fewer or shorter values.`,
  );
}

/**
 * Checks the size of a resource before it is stored. A disable does not count: nobody keeps access because the resource is
 * too large.
 *
 * @param before - the stored resource; undefined for a new one
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
