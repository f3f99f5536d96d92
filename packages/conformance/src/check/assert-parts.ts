import { deepStrictEqual, fail } from 'node:assert/strict';
import { isObject, type Json } from '@scimwright/core';

/** The expectation for a part of a body: a value, a pattern for a text, a function that returns true, or undefined for absent. */
export type Wanted =
  | Json
  | undefined
  | RegExp
  | ((actual: Json | undefined) => boolean)
  | readonly Wanted[]
  | { readonly [name: string]: Wanted };

/**
 * Checks parts of a value: the named attributes of an object, each element of an array.
 *
 * @throws AssertionError that says where
 */
export function assertParts(actual: Json | undefined, wanted: Wanted, where = 'body'): void {
  if (wanted instanceof RegExp) {
    if (typeof actual !== 'string' || !wanted.test(actual))
      fail(`${where}: ${show(actual)} is not like ${wanted}`);
  } else if (typeof wanted === 'function') {
    if (!wanted(actual)) fail(`${where}: ${show(actual)} is not as it should be`);
  } else if (Array.isArray(wanted)) {
    const list: readonly Wanted[] = wanted;
    if (!Array.isArray(actual) || actual.length !== list.length)
      fail(`${where}: ${show(actual)} should have ${list.length} elements`);
    list.forEach((one, index) => assertParts((actual as readonly Json[])[index], one, `${where}[${index}]`));
  } else if (typeof wanted === 'object' && wanted !== null) {
    if (!isObject(actual)) fail(`${where}: ${show(actual)} should be an object`);
    for (const [name, part] of Object.entries(wanted)) {
      assertParts(Object.hasOwn(actual, name) ? actual[name] : undefined, part as Wanted, `${where}.${name}`);
    }
  } else {
    deepStrictEqual(actual, wanted, `${where}: ${show(actual)} should be ${show(wanted)}`);
  }
}

function show(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 300);
}
