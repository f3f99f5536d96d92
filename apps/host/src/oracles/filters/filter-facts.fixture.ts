import { foldCase, isObject, openParseContext, type Json, type JsonObject } from '@scimwright/core';
import {
  bindElementFilter,
  bindFilter,
  readValues,
  type BoundFilter,
  type ParsedFilter,
} from '@scimwright/core/filter';
import { findAttribute, type Attribute } from '@scimwright/core/schema';
import { userType } from '../user-type.fixture.ts';

/** A feature of a filter, or of the values that it meets in a user, that some library treats differently. */
export type FilterFact =
  | 'not with several conditions'
  | 'not with a multi-valued attribute'
  | 'not in a value filter'
  | 'an or in parentheses'
  | 'three conditions joined by and'
  | 'a value filter with several conditions'
  | 'the same attribute twice'
  | 'a multi-valued attribute without a sub-attribute'
  | 'pr with a multi-valued attribute'
  | 'a sub-attribute of a missing attribute'
  | 'ne with a missing attribute'
  | 'a text operator with a missing attribute'
  | 'null'
  | 'pr with an empty text'
  | 'letter case'
  | 'letters beyond ASCII'
  | 'characters beyond the Basic Multilingual Plane'
  | 'a dateTime'
  | 'a missing primary'
  | 'an extension';

/**
 * The features of a filter, and of the values that it meets in a user.
 *
 * @example
 * factsOf(parseFilter('title ne "x"', openParseContext()), {}).has('ne with a missing attribute'); // true
 */
export function factsOf(filter: ParsedFilter, user: JsonObject): ReadonlySet<FilterFact> {
  const facts = new Set<FilterFact>();
  addShape(filter, facts, false);
  addConditions(filter, { elements: [user], of: undefined }, facts);
  const names = namesIn(filter);
  if (new Set(names).size < names.length) facts.add('the same attribute twice');
  return facts;
}

function addShape(filter: ParsedFilter, facts: Set<FilterFact>, inElement: boolean): void {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const kinds = [filter.left.kind, filter.right.kind];
      if (filter.kind === 'and' && kinds.includes('and')) facts.add('three conditions joined by and');
      if (filter.kind === 'and' && [filter.left, filter.right].some(isChoice))
        facts.add('an or in parentheses');
      addShape(filter.left, facts, inElement);
      addShape(filter.right, facts, inElement);
      return;
    }
    case 'not': {
      const { operand } = filter;
      if (inElement) facts.add('not in a value filter');
      if (operand.kind === 'and' || operand.kind === 'or') facts.add('not with several conditions');
      if (namesIn(operand).some((name) => findAttribute(userType.schema.attributes, name)?.multiValued))
        facts.add('not with a multi-valued attribute');
      addShape(operand, facts, inElement);
      return;
    }
    case 'some':
      if (filter.where.kind === 'and' || filter.where.kind === 'or')
        facts.add('a value filter with several conditions');
      addShape(filter.where, facts, true);
      return;
    case 'compare':
    case 'present':
      return;
    default:
      return filter satisfies never;
  }
}

/** An `or`, or a value filter with one. */
function isChoice(filter: ParsedFilter): boolean {
  return filter.kind === 'or' || (filter.kind === 'some' && hasOr(filter.where));
}

function hasOr(filter: ParsedFilter): boolean {
  return filter.kind === 'or' || (filter.kind === 'and' && (hasOr(filter.left) || hasOr(filter.right)));
}

/** The attributes in a filter, once for each condition. */
function namesIn(filter: ParsedFilter): readonly string[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return [...namesIn(filter.left), ...namesIn(filter.right)];
    case 'not':
      return namesIn(filter.operand);
    case 'some':
      return [filter.path.name, ...namesIn(filter.where).map((name) => `${filter.path.name}.${name}`)];
    default:
      return [filter.path.name];
  }
}

/**
 * The features of a value filter, and of the values that it meets in the elements of an attribute.
 *
 * @example
 * for (const attribute of userSchema.attributes) elementFactsOf(parseFilter('type pr', openParseContext()), attribute, []);
 */
export function elementFactsOf(
  filter: ParsedFilter,
  of: Attribute,
  elements: readonly JsonObject[],
): ReadonlySet<FilterFact> {
  const facts = new Set<FilterFact>();
  addShape(filter, facts, true);
  addConditions(filter, { elements, of }, facts);
  return facts;
}

/** The subject of a condition: the user, or the elements of an attribute. */
interface Scope {
  readonly elements: readonly JsonObject[];
  readonly of: Attribute | undefined;
}

function addConditions(filter: ParsedFilter, scope: Scope, facts: Set<FilterFact>): void {
  switch (filter.kind) {
    case 'and':
    case 'or':
      addConditions(filter.left, scope, facts);
      addConditions(filter.right, scope, facts);
      return;
    case 'not':
      addConditions(filter.operand, scope, facts);
      return;
    case 'some': {
      const of = findAttribute(userType.schema.attributes, filter.path.name);
      const list = scope.elements.flatMap((each) => each[filter.path.name] ?? []).filter(isObject);
      if (list.length === 0) facts.add('a sub-attribute of a missing attribute');
      addConditions(filter.where, { elements: list, of }, facts);
      return;
    }
    case 'compare':
    case 'present': {
      const context = openParseContext();
      const bound =
        scope.of === undefined
          ? bindFilter(filter, userType, context)
          : bindElementFilter(filter, scope.of, context);
      if (bound.kind === 'compare' || bound.kind === 'present') addCondition(filter, bound, scope, facts);
      return;
    }
    default:
      return filter satisfies never;
  }
}

type Condition<Filter extends { readonly kind: string }> = Extract<Filter, { kind: 'compare' | 'present' }>;

function addCondition(
  written: Condition<ParsedFilter>,
  bound: Condition<BoundFilter>,
  { elements, of }: Scope,
  facts: Set<FilterFact>,
): void {
  const { path } = bound;
  const attribute = path.sub ?? path.attribute;
  if (path.extension !== undefined) facts.add('an extension');
  if (path.attribute.multiValued && written.path.sub === undefined)
    facts.add(
      bound.kind === 'present'
        ? 'pr with a multi-valued attribute'
        : 'a multi-valued attribute without a sub-attribute',
    );
  const isMissing = elements.some((each) => readValues(each, { ...path, sub: undefined }).length === 0);
  if (path.sub !== undefined && isMissing) facts.add('a sub-attribute of a missing attribute');
  if (attribute.type === 'dateTime') facts.add('a dateTime');
  const owners = of === undefined ? elements.flatMap((each) => each[path.attribute.name] ?? []) : elements;
  if (attribute.name === 'primary' && owners.some((each) => isObject(each) && each['primary'] === undefined))
    facts.add('a missing primary');
  const values = elements.map((each) => readValues(each, path));
  if (bound.kind === 'compare') addComparison(bound, values, facts);
  else if (values.flat().includes('')) facts.add('pr with an empty text');
}

function addComparison(
  { op, value }: Extract<BoundFilter, { kind: 'compare' }>,
  values: readonly (readonly Json[])[],
  facts: Set<FilterFact>,
): void {
  if (value === null) facts.add('null');
  if (values.some((each) => each.length === 0)) {
    if (op === 'ne') facts.add('ne with a missing attribute');
    if (op === 'co' || op === 'sw' || op === 'ew') facts.add('a text operator with a missing attribute');
  }
  if (typeof value !== 'string') return;
  for (const text of [value, ...values.flat()].filter((each) => typeof each === 'string')) {
    if (foldCase(text) !== text) facts.add('letter case');
    if (/[^\0-\x7f]/u.test(text)) facts.add('letters beyond ASCII');
    if (/[^\0-\uffff]/u.test(text)) facts.add('characters beyond the Basic Multilingual Plane');
  }
}
