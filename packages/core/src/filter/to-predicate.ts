import { isObject, ownValue, type Json, type JsonObject } from '../json.ts';
import type { Attribute } from '../schema/attribute.ts';
import type { BoundPath } from '../schema/resource-type.ts';
import type { BoundFilter, CompareOp, Literal } from './ast.ts';
import { compareKey, orderKeys, type CompareKey } from './compare-key.ts';

/**
 * Compiles a bound filter to a predicate over whole resources, `id` and `meta` included.
 *
 * A missing value satisfies only `ne`. A multi-valued attribute matches if any of its values does.
 *
 * @example
 * const reading = openParseContext();
 * const isAda = toPredicate(bindFilter(parseFilter('userName eq "ada"', reading), userType, reading));
 * isAda({ userName: 'Ada' }); // true
 */
export function toPredicate(filter: BoundFilter): (resource: JsonObject) => boolean {
  switch (filter.kind) {
    case 'compare': {
      const { path, op, value } = filter;
      if (value === null) return (resource) => isPresent(resource, path) === (op === 'ne');
      const attribute = path.sub ?? path.attribute;
      const matches = comparison(attribute, op, value);
      if (attribute.name === 'primary' && attribute.type === 'boolean')
        return primaryPredicate(path, op, matches);
      return (resource) => {
        const values = readValues(resource, path);
        return values.length === 0 ? op === 'ne' : values.some(matches);
      };
    }
    case 'present':
      return (resource) => isPresent(resource, filter.path);
    case 'and': {
      const [left, right] = [toPredicate(filter.left), toPredicate(filter.right)];
      return (resource) => left(resource) && right(resource);
    }
    case 'or': {
      const [left, right] = [toPredicate(filter.left), toPredicate(filter.right)];
      return (resource) => left(resource) || right(resource);
    }
    case 'not': {
      const operand = toPredicate(filter.operand);
      return (resource) => !operand(resource);
    }
    case 'some': {
      const where = toPredicate(filter.where);
      const isSimple = filter.path.attribute.type !== 'complex';
      return (resource) =>
        readValues(resource, filter.path).some((element) =>
          isSimple ? where({ value: element }) : isObject(element) && where(element),
        );
    }
    default:
      return filter satisfies never;
  }
}

/** An element without `primary` is not primary (RFC 7643 §2.4). */
function primaryPredicate(
  path: BoundPath,
  op: CompareOp,
  matches: (value: Json) => boolean,
): (resource: JsonObject) => boolean {
  // Inside a value filter, the resource is the element.
  if (path.sub === undefined) return (element) => matches(readValues(element, path)[0] ?? false);
  return (resource) => {
    const elements = readElements(resource, path).filter(isObject);
    return elements.length === 0 ? op === 'ne' : elements.some(({ primary }) => matches(primary ?? false));
  };
}

/**
 * The values at a path: none, one, or those of a multi-valued attribute.
 *
 * @example
 * readValues({ emails: [{ value: 'a@x.example' }] }, emailsValuePath); // ['a@x.example']
 */
export function readValues(resource: JsonObject, path: BoundPath): readonly Json[] {
  const elements = readElements(resource, path);
  return path.sub === undefined ? elements : partsOf(elements, path.sub);
}

/** The values of the attribute of a path, whichever sub-attribute the path has. */
export function readElements(resource: JsonObject, { extension, attribute }: BoundPath): readonly Json[] {
  const container = extension === undefined ? resource : ownValue(resource, extension);
  return isObject(container) ? listOf(ownValue(container, attribute.name)) : [];
}

/** The values of an attribute as a list: none, one, or those of a multi-valued attribute. */
export function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

/** The values of a sub-attribute, of those elements that have it. */
export function partsOf(elements: readonly Json[], { name }: Attribute): readonly Json[] {
  const parts: Json[] = [];
  for (const element of elements) {
    const part = isObject(element) ? ownValue(element, name) : undefined;
    if (part !== undefined && part !== null) parts.push(part);
  }
  return parts;
}

/** `pr` of RFC 7644 §3.4.2.2: a non-empty value, or a complex one with a non-empty sub-attribute. */
function isPresent(resource: JsonObject, path: BoundPath): boolean {
  const isFilled = (value: Json | undefined): boolean =>
    value !== undefined && value !== null && value !== '';
  const attribute = path.sub ?? path.attribute;
  return readValues(resource, path).some((value) =>
    isObject(value)
      ? attribute.subAttributes?.some(
          // Whether a value that is never returned exists must not be revealed.
          ({ name, returned }) => returned !== 'never' && isFilled(ownValue(value, name)),
        )
      : value !== '',
  );
}

function comparison(
  attribute: Attribute,
  op: CompareOp,
  operand: NonNullable<Literal>,
): (value: Json) => boolean {
  const right = compareKey(operand, attribute);
  return (value) => holds(op, compareKey(value, attribute), right);
}

function holds(op: CompareOp, left: CompareKey, right: CompareKey): boolean {
  switch (op) {
    case 'eq':
      return left === right;
    case 'ne':
      return left !== right;
    case 'co':
      return String(left).includes(String(right));
    case 'sw':
      return String(left).startsWith(String(right));
    case 'ew':
      return String(left).endsWith(String(right));
    case 'gt':
      return orderKeys(left, right) > 0;
    case 'ge':
      return orderKeys(left, right) >= 0;
    case 'lt':
      return orderKeys(left, right) < 0;
    case 'le':
      return orderKeys(left, right) <= 0;
    default:
      return op satisfies never;
  }
}
