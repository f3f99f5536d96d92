import { foldCase } from '../fold.ts';
import { instantOf } from '../instant.ts';
import type { Json } from '../json.ts';
import type { Attribute } from '../schema/attribute.ts';
import { compareText } from './compare-text.ts';

/** A value in the form in which it is compared. The key of a key is that key, so that keys can be stored in place of values. */
export type CompareKey = string | number | boolean;

/**
 * The comparison key of a value: a string is folded unless its attribute is `caseExact`, a dateTime becomes epoch
 * milliseconds, numbers and booleans stay as they are.
 *
 * @example
 * compareKey('Ada', userName); // 'ada'
 */
export function compareKey(value: Json, attribute: Attribute): CompareKey {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  // An earlier version may have stored another string: it equals only itself.
  if (attribute.type === 'dateTime') return instantOf(String(value)) ?? String(value);
  return attribute.caseExact ? String(value) : foldCase(String(value));
}

/**
 * Orders two keys of one attribute: numbers by value, false before true, text by code point.
 *
 * @returns a negative number, zero or a positive number
 *
 * @example
 * orderKeys(9, 10) < 0; // true
 */
export function orderKeys(left: CompareKey, right: CompareKey): number {
  return typeof left === 'number' && typeof right === 'number'
    ? left - right
    : compareText(String(left), String(right));
}
