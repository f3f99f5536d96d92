import type { Reading } from '../dialect/reading.ts';
import { ScimError } from '../error.ts';
import { instantOf } from '../instant.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { numberInText } from '../number-in-text.ts';
import { findAttribute, type Attribute } from '../schema/attribute.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { textFault } from '../text-fault.ts';
import { checkElementCount } from './check-growth.ts';
import { freshElements } from './fresh-elements.ts';
import { elementInText, listInText } from './json-in-text.ts';
import { isPrintedName } from './is-printed-name.ts';
import { keepMapped } from './keep-mapped.ts';

const LONGEST_STRING = 32_768;

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

function wrong(path: string, problem: string): ScimError {
  return new ScimError('invalidValue', `${path} ${problem}.`, { path });
}

/**
 * Brings a value that a client sent for an attribute to its stored form: types checked, names spelled as in the
 * schema, booleans true booleans, what lies outside the profile left out and noted. Strings stay byte for byte.
 *
 * @returns undefined when the value unassigns the attribute: null, an empty list, an empty string
 * @throws ScimError invalidValue, naming the path
 *
 * @example
 * admitValue(active, 'False', 'active', userType, openReading()); // false
 */
export function admitValue(
  attribute: Attribute,
  value: Json,
  path: string,
  type: ResourceType,
  reading: Reading,
): Json | undefined {
  if (value === null) return undefined;
  if (!attribute.multiValued) {
    const admitted = admitSingle(attribute, value, path, reading);
    if (typeof admitted === 'string' && isPrintedName(attribute, type)) checkPrinted(admitted, path);
    return admitted;
  }
  if (value === '' && reading.accept('empty-value-clears')) return undefined;
  const list = listInText(value, reading);
  if (!Array.isArray(list)) throw wrong(path, 'is multi-valued: send an array');
  // RFC 7643 §2.4: the same value of the same type should not be returned twice.
  const elements = freshElements([], admitElements(attribute, list, path, type, reading));
  if (elements.filter((element) => isObject(element) && element['primary'] === true).length > 1) {
    throw wrong(path, 'has more than one primary value: mark one alone');
  }
  return elements.length === 0 ? undefined : elements;
}

/**
 * The same for a list of elements of a multi-valued attribute; empty elements are skipped, unmapped ones left out.
 *
 * @throws ScimError invalidValue
 *
 * @example
 * admitElements(emails, [{ type: 'work', value: 'a@x.example' }], 'emails', userType, openReading());
 */
export function admitElements(
  attribute: Attribute,
  values: readonly Json[],
  path: string,
  type: ResourceType,
  reading: Reading,
): readonly Json[] {
  checkElementCount(path, values.length);
  const admitted = readElements(attribute, values, path, reading);
  const chosen = type.solePrimary.has(attribute.name) ? withPrimary(admitted, path) : admitted;
  return keepMapped(attribute, chosen, type, (element) => reading.ignore(`${path}${element}`));
}

/**
 * The elements of a list in their stored form, whatever a profile maps of them; empty ones are skipped.
 *
 * @throws ScimError invalidValue
 *
 * @example
 * readElements(emails, [null, {}, { value: 'a@x.example' }], 'emails', openReading()).length; // 1
 */
export function readElements(
  attribute: Attribute,
  values: readonly Json[],
  path: string,
  reading: Reading,
): readonly Json[] {
  return values.flatMap((value) => {
    const element = value === null ? undefined : admitElement(attribute, value, path, reading);
    return element === undefined ? [] : [element];
  });
}

/** Where the application has one element only, an only one is the primary one; of several, one must say that it is. */
function withPrimary(elements: readonly Json[], path: string): readonly Json[] {
  const [only, ...others] = elements;
  if (others.length === 0) return isObject(only) ? [{ ...only, primary: true }] : elements;
  if (elements.some((element) => isObject(element) && element['primary'] === true)) return elements;
  throw wrong(path, 'has several values, and this application takes one: send one, or mark one as primary');
}

function admitElement(attribute: Attribute, value: Json, path: string, reading: Reading): Json | undefined {
  if (attribute.type !== 'complex') return admitSimpleElement(attribute, value, path, reading);
  if (typeof value === 'string') {
    const element = elementInText(attribute, value, reading);
    if (element !== undefined) return admitComplex(attribute, element, path, reading);
    if (hasValue(attribute) && reading.accept('element-as-string')) {
      return admitComplex(attribute, { value }, path, reading);
    }
  }
  if (!isObject(value))
    throw wrong(path, 'has values that are not objects: send objects with sub-attributes');
  return admitComplex(attribute, unwrapped(attribute, value, reading), path, reading);
}

/** A simple element may be sent as an object that has it as its `value`. */
function admitSimpleElement(
  attribute: Attribute,
  element: Json,
  path: string,
  reading: Reading,
): Json | undefined {
  if (!isObject(element)) return admitSingle(attribute, element, path, reading);
  const value = partNamed(element, 'value');
  if (value === undefined || !reading.accept('element-as-object')) {
    throw wrong(path, 'has simple values: send each as it is, not as an object');
  }
  for (const [name, part] of Object.entries(element)) {
    if (name.toLowerCase() !== 'value' && part !== null) reading.ignore(`${path}.${name}`);
  }
  return value === null ? undefined : admitSingle(attribute, value, path, reading);
}

/**
 * A part of what a client sent, whose name may be written in any letter case.
 *
 * @example
 * partNamed({ Value: 'a@x.example' }, 'value'); // 'a@x.example'
 */
export function partNamed(object: JsonObject, name: string): Json | undefined {
  return Object.entries(object).find(([written]) => written.toLowerCase() === name)?.[1];
}

/** Whether a string can stand for the whole: an address has no `value`, and would be lost. */
function hasValue({ subAttributes }: Attribute): boolean {
  return findAttribute(subAttributes, 'value') !== undefined;
}

/** An app role in the default dialect: the whole role as JSON text inside `value`. */
function unwrapped(attribute: Attribute, element: JsonObject, reading: Reading): JsonObject {
  const text = element['value'];
  const inside = typeof text === 'string' ? elementInText(attribute, text, reading) : undefined;
  return inside === undefined ? element : { ...element, ...inside };
}

function admitComplex(
  attribute: Attribute,
  value: JsonObject,
  path: string,
  reading: Reading,
): Json | undefined {
  const parts: [string, Json][] = [];
  for (const [name, part] of Object.entries(value)) {
    const sub = findAttribute(attribute.subAttributes, name);
    if (sub === undefined) {
      if (part !== null) reading.ignore(`${path}.${name}`);
      continue;
    }
    // RFC 7644 §3.3: a read-only value in a body is ignored, not refused.
    const admitted =
      part === null || sub.mutability === 'readOnly'
        ? undefined
        : admitSingle(sub, part, `${path}.${sub.name}`, reading);
    if (admitted !== undefined) parts.push([sub.name, admitted]);
  }
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}

function admitSingle(attribute: Attribute, value: Json, path: string, reading: Reading): Json | undefined {
  if (value === '' && reading.accept('empty-value-clears')) return undefined;
  switch (attribute.type) {
    case 'complex':
      return admitSingleComplex(attribute, value, path, reading);
    case 'boolean': {
      if (typeof value === 'boolean') return value;
      const word = typeof value === 'string' ? value.toLowerCase() : '';
      if ((word === 'true' || word === 'false') && reading.accept('boolean-as-string'))
        return word === 'true';
      throw wrong(path, 'must be true or false');
    }
    case 'integer': {
      const number = numberOf(value, 'integer', reading);
      if (!Number.isSafeInteger(number))
        throw wrong(path, `must be a whole number, at most ${Number.MAX_SAFE_INTEGER}`);
      return number;
    }
    case 'decimal': {
      const number = numberOf(value, 'decimal', reading);
      if (!Number.isFinite(number)) throw wrong(path, 'must be a number, below 1.8e308');
      return number;
    }
    case 'string':
    case 'reference':
    case 'dateTime':
    case 'binary':
      return admitText(attribute, value, path);
    default:
      return attribute.type satisfies never;
  }
}

function numberOf(value: Json, type: 'integer' | 'decimal', reading: Reading): number {
  const text = typeof value === 'string' ? numberInText(value, type) : undefined;
  const number = text !== undefined && reading.accept('number-as-text') ? text : value;
  // JSON has no -0: it would come back as 0.
  return typeof number === 'number' ? number || 0 : Number.NaN;
}

function admitSingleComplex(
  attribute: Attribute,
  value: Json,
  path: string,
  reading: Reading,
): Json | undefined {
  if (isObject(value)) return admitComplex(attribute, value, path, reading);
  if (typeof value === 'string') {
    const whole = elementInText(attribute, value, reading);
    if (whole !== undefined) return admitComplex(attribute, whole, path, reading);
    if (hasValue(attribute) && reading.accept('complex-as-string')) {
      return admitComplex(attribute, { value }, path, reading);
    }
  }
  const [only] = Array.isArray(value) ? (value as readonly Json[]) : [];
  if (
    Array.isArray(value) &&
    value.length <= 1 &&
    !Array.isArray(only) &&
    reading.accept('complex-as-array')
  ) {
    return only === undefined || only === null ? undefined : admitSingle(attribute, only, path, reading);
  }
  throw wrong(path, 'must be an object with sub-attributes');
}

function checkPrinted(name: string, path: string): void {
  if (/\p{Cc}/u.test(name)) {
    throw wrong(path, 'has a control character, such as a line break or a tab: remove it');
  }
}

function admitText({ type }: Attribute, value: Json, path: string): string {
  if (typeof value !== 'string') throw wrong(path, 'must be a string');
  if (value.length > LONGEST_STRING)
    throw wrong(path, `has more than ${LONGEST_STRING} characters: shorten it`);
  const fault = textFault(value);
  if (fault !== undefined) throw wrong(path, fault);
  if (type === 'dateTime' && instantOf(value) === undefined) {
    throw wrong(path, 'must be a date with a time, such as 2026-01-31T12:00:00Z');
  }
  if (type === 'binary' && !BASE64.test(value)) throw wrong(path, 'must be base64');
  return value;
}
