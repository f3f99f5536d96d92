import type { Reading } from '../dialect/reading.ts';
import { ScimError } from '../error.ts';
import { foldCase } from '../fold.ts';
import { instantOf } from '../instant.ts';
import { isStorable } from '../is-storable.ts';
import { isObject, ownValue, type Json, type JsonObject } from '../json.ts';
import { findAttribute, type Attribute } from '../schema/attribute.ts';
import type { ResourceType, Slot } from '../schema/resource-type.ts';
import { checkElementCount } from './check-growth.ts';
import { freshElements } from './fresh-elements.ts';

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
  if (!attribute.multiValued) return admitSingle(attribute, value, path, reading);
  if (value === '' && reading.accept('empty-value-clears')) return undefined;
  if (!Array.isArray(value)) throw wrong(path, 'is multi-valued: send an array');
  // RFC 7643 §2.4: the same value of the same type should not be returned twice.
  const elements = freshElements([], admitElements(attribute, value, path, type, reading));
  if (elements.filter((element) => isObject(element) && element['primary'] === true).length > 1) {
    throw wrong(path, 'has more than one primary value: mark one alone');
  }
  return elements.length === 0 ? undefined : elements;
}

/**
 * The same for a list of elements of a multi-valued attribute; null elements are skipped, unmapped ones left out.
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
  const admitted = values.flatMap((value) => {
    const element = value === null ? undefined : admitElement(attribute, value, path, reading);
    return element === undefined ? [] : [element];
  });
  const chosen = type.solePrimary.has(attribute.name) ? withPrimary(admitted, path) : admitted;
  return keepMapped(attribute, chosen, type, (element) => reading.ignore(`${path}${element}`));
}

/** Where the application has one element only, an only one is the primary one; of several, one must say that it is. */
function withPrimary(elements: readonly Json[], path: string): readonly Json[] {
  const [only, ...others] = elements;
  if (others.length === 0) return isObject(only) ? [{ ...only, primary: true }] : elements;
  if (elements.some((element) => isObject(element) && element['primary'] === true)) return elements;
  throw wrong(path, 'has several values, and this application takes one: send one, or mark one as primary');
}

/**
 * Leaves out the elements, and the parts of elements, that no row of the profile maps.
 *
 * @param dropped - told what was left out, as it would follow the attribute's name in a path
 *
 * @example
 * keepMapped(emails, [{ type: 'home', value: 'a@x.example' }], userType, () => {}); // []
 */
export function keepMapped(
  attribute: Attribute,
  elements: readonly Json[],
  type: ResourceType,
  dropped: (what: string) => void,
): readonly Json[] {
  const slots = type.slots.get(attribute.name);
  if (slots === undefined) return elements;
  return elements.flatMap((element) => {
    if (!isObject(element)) return [];
    const slot = slots.find((candidate) => inSlot(element, candidate));
    if (slot === undefined) {
      dropped(describeElement(element, slots));
      return [];
    }
    const outside = Object.keys(element).filter((name) => !slotHas(slot, name));
    for (const name of outside) dropped(`${describeElement(element, slots)}.${name}`);
    return [outside.length === 0 ? element : omit(element, outside)];
  });
}

const LABELS: ReadonlySet<string> = new Set(['type', 'primary', 'display']);

/**
 * Whether a profile maps this sub-attribute for this element. What labels an element comes with it.
 *
 * @example
 * slotHas({ discriminator: typeAttribute, value: 'work', subAttributes: ['value'] }, 'primary'); // true
 */
export function slotHas(slot: Slot, name: string): boolean {
  return LABELS.has(name) || slot.subAttributes.includes(name);
}

/**
 * Whether an element is the one that a slot names.
 *
 * @example
 * inSlot({ type: 'Work', value: 'a@x.example' }, workSlot); // true
 */
export function inSlot(element: JsonObject, { discriminator, value }: Slot): boolean {
  const actual = ownValue(element, discriminator.name);
  if (typeof value === 'boolean') return (actual ?? false) === value;
  return typeof actual === 'string' && foldCase(actual) === foldCase(value);
}

function describeElement(element: JsonObject, [slot]: readonly Slot[]): string {
  const name = slot?.discriminator.name ?? 'type';
  const value = ownValue(element, name);
  return `[${value === undefined ? `no ${name}` : `${name} eq ${JSON.stringify(value)}`}]`;
}

function omit(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

function admitElement(attribute: Attribute, value: Json, path: string, reading: Reading): Json | undefined {
  if (attribute.type !== 'complex') return admitSingle(attribute, value, path, reading);
  if (typeof value === 'string' && hasValue(attribute) && reading.accept('element-as-string')) {
    return admitComplex(attribute, { value }, path, reading);
  }
  if (!isObject(value))
    throw wrong(path, 'has values that are not objects: send objects with sub-attributes');
  return admitComplex(attribute, unwrapJson(value, reading), path, reading);
}

/** Whether a string can stand for the whole: an address has no `value`, and would be lost. */
function hasValue({ subAttributes }: Attribute): boolean {
  return findAttribute(subAttributes, 'value') !== undefined;
}

/** An app role in the default dialect: the whole role as JSON text inside `value`. */
function unwrapJson(element: JsonObject, reading: Reading): JsonObject {
  const text = element['value'];
  if (typeof text !== 'string' || !text.startsWith('{')) return element;
  let role: unknown;
  try {
    role = JSON.parse(text);
  } catch {
    return element; // a value that only looks like JSON is an ordinary value
  }
  if (!isObject(role) || typeof role['value'] !== 'string' || !reading.accept('json-in-string'))
    return element;
  const display = role['display'] ?? role['displayName'];
  return { ...element, value: role['value'], ...(typeof display === 'string' ? { display } : {}) };
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
    case 'integer':
      if (typeof value === 'number' && Number.isSafeInteger(value)) return value || 0;
      throw wrong(path, `must be a whole number, at most ${Number.MAX_SAFE_INTEGER}`);
    case 'decimal':
      // JSON has no -0: it would come back as 0.
      if (typeof value === 'number' && Number.isFinite(value)) return value || 0;
      throw wrong(path, 'must be a number, below 1.8e308');
    case 'string':
    case 'reference':
    case 'dateTime':
    case 'binary':
      return admitText(attribute, value, path);
    default:
      return attribute.type satisfies never;
  }
}

function admitSingleComplex(
  attribute: Attribute,
  value: Json,
  path: string,
  reading: Reading,
): Json | undefined {
  if (isObject(value)) return admitComplex(attribute, value, path, reading);
  if (typeof value === 'string' && hasValue(attribute) && reading.accept('complex-as-string')) {
    return admitComplex(attribute, { value }, path, reading);
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

function admitText({ type }: Attribute, value: Json, path: string): string {
  if (typeof value !== 'string') throw wrong(path, 'must be a string');
  if (value.length > LONGEST_STRING)
    throw wrong(path, `has more than ${LONGEST_STRING} characters: shorten it`);
  if (!isStorable(value)) throw wrong(path, 'has a NUL character or half of a surrogate pair: remove it');
  if (type === 'dateTime' && instantOf(value) === undefined) {
    throw wrong(path, 'must be a date with a time, such as 2026-01-31T12:00:00Z');
  }
  if (type === 'binary' && !BASE64.test(value)) throw wrong(path, 'must be base64');
  return value;
}
