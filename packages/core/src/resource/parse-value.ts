import type { ParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import { instantOf } from '../instant.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { numberInText } from '../number-in-text.ts';
import { findAttribute, type Attribute } from '../schema/attribute.ts';
import { commonAttributes } from '../schema/common-attributes.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { GROUP, USER } from '../schema/urn.ts';
import { textFault } from '../text-fault.ts';
import { checkElementCount } from './check-growth.ts';
import { freshElements } from './fresh-elements.ts';
import { elementInText, listInText } from './json-in-text.ts';
import { keepMapped } from './keep-mapped.ts';
import { emptied } from './write-value.ts';

const MAX_STRING_LENGTH = 32_768;

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

function wrong(path: string, problem: string): ScimError {
  return new ScimError('invalidValue', `${path} ${problem}.`, { path });
}

/**
 * Parses a value that a client sent for an attribute: checks its type, spells names as in the schema, and leaves out and
 * records what is unmapped. Strings stay byte for byte.
 *
 * @returns undefined if the value unassigns the attribute: null, an empty list, an empty string
 * @throws ScimError invalidValue, naming the path
 *
 * @example
 * parseValue(active, 'False', 'active', userType, openParseContext()); // false
 */
export function parseValue(
  attribute: Attribute,
  value: Json,
  path: string,
  type: ResourceType,
  context: ParseContext,
): Json | undefined {
  if (value === null) return undefined;
  if (!attribute.multiValued) {
    const parsed = parseSingle(attribute, value, path, context);
    if (typeof parsed === 'string' && isPrintedName(attribute, type)) checkPrinted(parsed, path);
    return parsed;
  }
  if (value === '' && context.accept('empty-value-clears')) return undefined;
  const list = listInText(value, context);
  if (!Array.isArray(list)) throw wrong(path, 'is multi-valued: send an array');
  // The same value of the same type should not be returned twice (RFC 7643 §2.4).
  const elements = freshElements([], parseMappedElements(attribute, list, path, type, context));
  if (elements.filter((element) => isObject(element) && element['primary'] === true).length > 1) {
    throw wrong(path, 'has more than one primary value: mark only one');
  }
  return elements.length === 0 ? undefined : elements;
}

/**
 * Parses elements of a multi-valued attribute. Empty elements are skipped, unmapped ones left out.
 *
 * @throws ScimError invalidValue
 */
export function parseMappedElements(
  attribute: Attribute,
  values: readonly Json[],
  path: string,
  type: ResourceType,
  context: ParseContext,
): readonly Json[] {
  checkElementCount(path, values.length);
  const parsed = parseElements(attribute, values, path, context);
  const chosen = type.solePrimary.has(attribute.name) ? withPrimary(parsed, path) : parsed;
  return keepMapped(attribute, chosen, type, (element) => context.ignore(`${path}${element}`));
}

/**
 * Parses elements of a multi-valued attribute, unmapped ones too. Empty elements are skipped.
 *
 * @throws ScimError invalidValue
 *
 * @example
 * parseElements(emails, [null, {}, { value: 'a@x.example' }], 'emails', openParseContext()).length; // 1
 */
export function parseElements(
  attribute: Attribute,
  values: readonly Json[],
  path: string,
  context: ParseContext,
): readonly Json[] {
  const elements: Json[] = [];
  for (const value of values) {
    const element = value === null ? undefined : parseElement(attribute, value, path, context);
    if (element !== undefined) elements.push(element);
  }
  return elements;
}

/** If the product has one element, a single one becomes primary; of several, one must be marked. */
function withPrimary(elements: readonly Json[], path: string): readonly Json[] {
  const [only, ...others] = elements;
  if (others.length === 0) return isObject(only) ? [{ ...only, primary: true }] : elements;
  if (elements.some((element) => isObject(element) && element['primary'] === true)) return elements;
  throw wrong(path, 'has several values, and this application takes one: send one, or mark one as primary');
}

function parseElement(
  attribute: Attribute,
  value: Json,
  path: string,
  context: ParseContext,
): Json | undefined {
  if (attribute.type !== 'complex') return parseSimpleElement(attribute, value, path, context);
  if (typeof value === 'string') {
    const element = elementInText(attribute, value, context);
    if (element !== undefined) return parseComplex(attribute, element, path, context);
    if (hasValue(attribute) && context.accept('element-as-string')) {
      return parseComplex(attribute, { value }, path, context);
    }
  }
  if (!isObject(value))
    throw wrong(path, 'has values that are not objects: send objects with sub-attributes');
  return parseComplex(attribute, unwrapped(attribute, value, context), path, context);
}

/** A simple element may be sent as the `value` of an object. */
function parseSimpleElement(
  attribute: Attribute,
  element: Json,
  path: string,
  context: ParseContext,
): Json | undefined {
  if (!isObject(element)) return parseSingle(attribute, element, path, context);
  const value = partNamed(element, 'value');
  if (value === undefined || !context.accept('element-as-object')) {
    throw wrong(path, 'has simple values: do not send them as objects');
  }
  for (const [name, part] of Object.entries(element)) {
    if (name.toLowerCase() !== 'value' && part !== null) context.ignore(`${path}.${name}`);
  }
  return value === null ? undefined : parseSingle(attribute, value, path, context);
}

/** The value under a name, in any letter case. */
export function partNamed(object: JsonObject, name: string): Json | undefined {
  const written = Object.keys(object).find((key) => key.toLowerCase() === name);
  return written === undefined ? undefined : object[written];
}

/** Whether a string can stand for an element: an address, for example, has no `value`. */
function hasValue({ subAttributes }: Attribute): boolean {
  return findAttribute(subAttributes, 'value') !== undefined;
}

/** In the default dialect, the `value` of an app role holds the whole role as JSON. */
function unwrapped(attribute: Attribute, element: JsonObject, context: ParseContext): JsonObject {
  const text = element['value'];
  const inside = typeof text === 'string' ? elementInText(attribute, text, context) : undefined;
  return inside === undefined ? element : { ...element, ...inside };
}

function parseComplex(
  attribute: Attribute,
  value: JsonObject,
  path: string,
  context: ParseContext,
): Json | undefined {
  const parts: Record<string, Json> = {};
  for (const [name, part] of Object.entries(value)) {
    const sub = findAttribute(attribute.subAttributes, name);
    if (sub === undefined) {
      if (part !== null) context.ignore(`${path}.${name}`);
      continue;
    }
    // Read-only values in a body are ignored (RFC 7644 §3.3).
    const parsed =
      part === null || sub.mutability === 'readOnly'
        ? undefined
        : parseSingle(sub, part, `${path}.${sub.name}`, context);
    if (parsed !== undefined) parts[sub.name] = parsed;
  }
  return emptied(parts);
}

function parseSingle(
  attribute: Attribute,
  value: Json,
  path: string,
  context: ParseContext,
): Json | undefined {
  if (value === '' && context.accept('empty-value-clears')) return undefined;
  switch (attribute.type) {
    case 'complex':
      return parseSingleComplex(attribute, value, path, context);
    case 'boolean': {
      if (typeof value === 'boolean') return value;
      const word = typeof value === 'string' ? value.toLowerCase() : '';
      if ((word === 'true' || word === 'false') && context.accept('boolean-as-string'))
        return word === 'true';
      throw wrong(path, 'must be true or false');
    }
    case 'integer': {
      const number = numberOf(value, 'integer', context);
      if (!Number.isSafeInteger(number))
        throw wrong(path, `must be a whole number, at most ${Number.MAX_SAFE_INTEGER}`);
      return number;
    }
    case 'decimal': {
      const number = numberOf(value, 'decimal', context);
      if (!Number.isFinite(number)) throw wrong(path, 'must be a number below 1.8e308');
      return number;
    }
    case 'string':
    case 'reference':
    case 'dateTime':
    case 'binary':
      return parseText(attribute, value, path);
    default:
      return attribute.type satisfies never;
  }
}

function numberOf(value: Json, type: 'integer' | 'decimal', context: ParseContext): number {
  const text = typeof value === 'string' ? numberInText(value, type) : undefined;
  const number = text !== undefined && context.accept('number-as-text') ? text : value;
  // JSON has no -0.
  return typeof number === 'number' ? number || 0 : Number.NaN;
}

function parseSingleComplex(
  attribute: Attribute,
  value: Json,
  path: string,
  context: ParseContext,
): Json | undefined {
  if (isObject(value)) return parseComplex(attribute, value, path, context);
  if (typeof value === 'string') {
    const whole = elementInText(attribute, value, context);
    if (whole !== undefined) return parseComplex(attribute, whole, path, context);
    if (hasValue(attribute) && context.accept('complex-as-string')) {
      return parseComplex(attribute, { value }, path, context);
    }
  }
  const [only] = Array.isArray(value) ? (value as readonly Json[]) : [];
  if (
    Array.isArray(value) &&
    value.length <= 1 &&
    !Array.isArray(only) &&
    context.accept('complex-as-array')
  ) {
    return only === undefined || only === null ? undefined : parseSingle(attribute, only, path, context);
  }
  throw wrong(path, 'must be an object with sub-attributes');
}

const NAME_BY_SCHEMA: ReadonlyMap<string, string> = new Map([
  [USER, 'userName'],
  [GROUP, 'displayName'],
]);

/**
 * Whether an attribute names its resource in lists, logs and messages, where a line break would forge a line: `userName`,
 * a group's `displayName`, and `externalId`.
 */
function isPrintedName(attribute: Attribute, { schema }: Pick<ResourceType, 'schema'>): boolean {
  const isNamedSo = attribute.name === 'externalId' || attribute.name === NAME_BY_SCHEMA.get(schema.id);
  // An attribute of an extension, or a sub-attribute, may have the same name.
  return isNamedSo && (schema.attributes.includes(attribute) || commonAttributes.includes(attribute));
}

function checkPrinted(name: string, path: string): void {
  if (/\p{Cc}/u.test(name)) {
    throw wrong(path, 'has a control character, such as a line break or a tab: remove it');
  }
}

function parseText({ type }: Attribute, value: Json, path: string): string {
  if (typeof value !== 'string') throw wrong(path, 'must be a string');
  if (value.length > MAX_STRING_LENGTH)
    throw wrong(path, `has more than ${MAX_STRING_LENGTH} characters: shorten it`);
  const fault = textFault(value);
  if (fault !== undefined) throw wrong(path, fault);
  if (type === 'dateTime' && instantOf(value) === undefined) {
    throw wrong(path, 'must be a date with a time, such as 2026-01-31T12:00:00Z');
  }
  if (type === 'binary' && !BASE64.test(value)) throw wrong(path, 'must be base64');
  return value;
}
