import {
  isObject,
  openParseContext,
  sameJson,
  ScimError,
  type Json,
  type JsonObject,
} from '@scimwright/core';
import {
  bindElementFilter,
  parseValuePath,
  toPredicate,
  type ParsedFilter,
  type ValuePath,
} from '@scimwright/core/filter';
import { findAttribute, type Attribute } from '@scimwright/core/schema';
import { elementFactsOf, type FilterFact } from '../filters/filter-facts.fixture.ts';
import { userType } from '../user-type.fixture.ts';
import { patchByUs } from './patch-by-us.fixture.ts';

/** A feature of operations, or of the values that they meet in a user, that some library treats differently. */
export type PatchFact =
  | 'a remove without a match'
  | 'no match, and the filter names a type'
  | 'no match, and the filter names no type'
  | 'op in capitals'
  | 'a name in another case'
  | 'the URN of an extension'
  | 'null'
  | 'an empty text'
  | 'one value for a multi-valued attribute'
  | 'a value of another type'
  | 'a type beyond the canonical ones'
  | 'a boolean as a text'
  | 'a new primary value'
  | 'a whole element as the value'
  | 'a replace of a part of a complex value'
  | 'a replace of the value in its filter'
  | 'an add of an existing value'
  | 'a repeated value'
  | 'elements that become equal'
  | 'a list of values to remove'
  | 'a multi-valued attribute without a path'
  | 'a complex value without a path'
  | 'an unknown attribute'
  | 'a read-only attribute'
  | 'a malformed path'
  | 'a remove that leaves only the type'
  | `a filter: ${FilterFact}`;

/** One operation on the result of the operations before it. */
interface Step {
  readonly op: string;
  readonly value: Json | undefined;
  readonly attribute: Attribute;
  /** The sub-attribute in the path. */
  readonly sub: Attribute | undefined;
  /** The objects in the attribute: its elements, or its single complex value. */
  readonly elements: readonly JsonObject[];
}

type Facts = Set<PatchFact>;

/**
 * The features of operations, each applied to the result of the operations before it.
 *
 * @example
 * patchFactsOf({}, [{ op: 'remove', path: 'emails[type eq "work"]' }]); // has 'a remove without a match'
 */
export function patchFactsOf(user: JsonObject, operations: readonly JsonObject[]): ReadonlySet<PatchFact> {
  const facts: Facts = new Set();
  for (const value of Object.values(user)) addTypes(value, facts);
  let state = user;
  for (const operation of operations) {
    addOperation(operation, state, facts);
    try {
      const next = patchByUs(state, [operation]);
      if (isMerged(operation, state, next)) facts.add('elements that become equal');
      state = next;
    } catch (error) {
      if (error instanceof ScimError) break;
      throw error;
    }
  }
  return facts;
}

/** Whether a list became shorter although the operation only wrote sub-attributes of its elements. */
function isMerged({ op, path }: JsonObject, before: JsonObject, after: JsonObject): boolean {
  if (String(op).toLowerCase() === 'remove' || !/[[.]/.test(String(path))) return false;
  const lengthIn = (resource: JsonObject, name: string): number => [resource[name] ?? []].flat().length;
  return Object.keys(before).some((name) => lengthIn(after, name) < lengthIn(before, name));
}

function addOperation(operation: JsonObject, state: JsonObject, facts: Facts): void {
  const { path, value } = operation;
  const op = String(operation['op']);
  if (/^[A-Z]{2}/.test(op)) facts.add('op in capitals');
  if (typeof path === 'string') addPath(op.toLowerCase(), path, value, state, facts);
  else if (isObject(value)) {
    for (const [key, part] of Object.entries(value)) {
      if (Array.isArray(part)) facts.add('a multi-valued attribute without a path');
      if (isObject(part)) facts.add('a complex value without a path');
      addPath(op.toLowerCase(), key, part, state, facts);
    }
  }
}

function addPath(op: string, path: string, value: Json | undefined, state: JsonObject, facts: Facts): void {
  const parsed = read(path);
  if (parsed === undefined) {
    facts.add('a malformed path');
    return;
  }
  const { schema, name, sub = parsed.sub ?? '' } = parsed.attribute;
  if (schema !== undefined && path.endsWith(':User')) facts.add('the URN of an extension');
  const attribute = findAttribute(userType.schema.attributes, name);
  if (attribute === undefined) {
    if (schema === undefined) facts.add(name === 'id' ? 'a read-only attribute' : 'an unknown attribute');
    if (value === '') facts.add('an empty text');
    return;
  }
  if (attribute.name !== name) facts.add('a name in another case');
  const elements = [state[attribute.name] ?? []].flat().filter(isObject) as readonly JsonObject[]; // the objects of JSON
  const step: Step = { op, value, attribute, sub: findAttribute(attribute.subAttributes, sub), elements };
  addValue(step, facts);
  if (parsed.where !== undefined) addFilter(parsed.where, step, facts);
  else if (attribute.multiValued && step.sub === undefined) addList(step, facts);
  else if (
    op === 'replace' &&
    isObject(value) &&
    Object.keys(elements[0] ?? {}).some((part) => !(part in value))
  )
    facts.add('a replace of a part of a complex value');
}

function read(path: string): ValuePath | undefined {
  try {
    return parseValuePath(path, openParseContext());
  } catch (error) {
    if (error instanceof ScimError) return undefined;
    throw error;
  }
}

function addList({ op, value, elements }: Step, facts: Facts): void {
  if (op === 'remove') {
    if (value !== undefined) facts.add('a list of values to remove');
    return;
  }
  if (!Array.isArray(value)) facts.add('one value for a multi-valued attribute');
  const sent = [value ?? []].flat().filter((each) => isObject(each as Json)) as readonly JsonObject[]; // the objects of JSON
  if (sent.some(({ primary }) => primary === true)) facts.add('a new primary value');
  const isIn = (list: readonly Json[], one: Json) => list.some((each) => sameJson(each, one));
  if (op === 'add' && sent.some((each) => isIn(elements, each))) facts.add('an add of an existing value');
  if (sent.some((each, at) => isIn(sent.slice(at + 1), each))) facts.add('a repeated value');
}

function addFilter(where: ParsedFilter, { op, attribute, sub, elements }: Step, facts: Facts): void {
  for (const fact of elementFactsOf(where, attribute, elements)) facts.add(`a filter: ${fact}`);
  const isMatched = elements.some(toPredicate(bindElementFilter(where, attribute, openParseContext())));
  if (!isMatched && op === 'remove') facts.add('a remove without a match');
  else if (!isMatched)
    facts.add(`no match, and the filter names ${namesType(where, attribute) ? 'a' : 'no'} type`);
  if (op === 'remove') {
    if (sub !== undefined && isMatched) facts.add('a remove that leaves only the type');
    return;
  }
  if (sub === undefined) facts.add('a whole element as the value');
  if (sub?.name === 'primary') facts.add('a new primary value');
  const isAsked = sub !== undefined && JSON.stringify(where).includes(`"name":${JSON.stringify(sub.name)}`);
  if (op === 'replace' && isAsked) facts.add('a replace of the value in its filter');
}

function namesType(where: ParsedFilter, { subAttributes }: Attribute): boolean {
  if (where.kind !== 'compare' || where.op !== 'eq' || where.path.name !== 'type') return false;
  return findAttribute(subAttributes, 'type')?.canonicalValues?.includes(String(where.value)) ?? false;
}

const KINDS: Readonly<Partial<Record<Attribute['type'], (value: Json) => boolean>>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  complex: isObject,
};

function addValue({ op, value, attribute, sub }: Step, facts: Facts): void {
  if (value === undefined) return;
  if (value === null) facts.add('null');
  if (JSON.stringify(value).includes('""')) facts.add('an empty text');
  if (op === 'remove') return;
  addTypes(value, facts);
  const { type, multiValued } = sub ?? attribute;
  const values = multiValued && Array.isArray(value) ? (value as readonly Json[]) : [value]; // a JSON array holds JSON
  for (const each of values.filter((one) => one !== null)) {
    const isText = type === 'boolean' && typeof each === 'string' && /^(?:true|false)$/i.test(each);
    if (isText) facts.add('a boolean as a text');
    else if (KINDS[type]?.(each) === false) facts.add('a value of another type');
  }
}

const TYPES: ReadonlySet<Json | undefined> = new Set(['work', 'home', 'other', undefined]);

function addTypes(value: Json, facts: Facts): void {
  const elements = [value].flat().filter((each) => isObject(each as Json)) as readonly JsonObject[]; // the objects of JSON
  if (elements.some(({ type }) => !TYPES.has(type))) facts.add('a type beyond the canonical ones');
}
