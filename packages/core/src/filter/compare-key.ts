import { foldCase } from '../fold.ts';
import { instantOf } from '../instant.ts';
import type { Json } from '../json.ts';
import type { Attribute } from '../schema/attribute.ts';
import { compareText } from './compare-text.ts';

/** A value as it compares. The key of a key is that key, so that keys can be kept in place of the values. */
export type CompareKey = string | number | boolean;

/**
 * A value as comparisons see it: text folded unless its attribute is `caseExact`, a dateTime as milliseconds, whatever
 * its zone; numbers and booleans as they are.
 *
 * @example
 * compareKey('Ada', userName); // 'ada'
 */
export function compareKey(value: Json, attribute: Attribute): CompareKey {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  // What an earlier version stored may be no dateTime: it equals itself alone.
  if (attribute.type === 'dateTime') return instantOf(String(value)) ?? String(value);
  return attribute.caseExact ? String(value) : foldCase(String(value));
}

/**
 * Orders two keys of one attribute: numbers by value, false before true, text by code point.
 *
 * @returns a number below, at or above zero
 *
 * @example
 * orderKeys(9, 10) < 0; // true
 */
export function orderKeys(left: CompareKey, right: CompareKey): number {
  return typeof left === 'number' && typeof right === 'number'
    ? left - right
    : compareText(String(left), String(right));
}
