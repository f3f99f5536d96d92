import type { ParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import { instantOf } from '../instant.ts';
import { numberInText } from '../number-in-text.ts';
import type { AttributePath } from '../path/ast.ts';
import { bindPath } from '../path/bind.ts';
import { printAttributePath } from '../path/print.ts';
import { findAttribute, type Attribute } from '../schema/attribute.ts';
import { elementAttribute } from '../schema/element-attribute.ts';
import type { BoundPath, ResourceType } from '../schema/resource-type.ts';
import { shorten } from '../shorten.ts';
import { textFault } from '../text-fault.ts';
import type { BoundFilter, CompareOp, Filter, Literal, ParsedFilter } from './ast.ts';

/**
 * Binds a filter to a resource type: finds each attribute, checks its operator, and converts its operand to its type. Both
 * compilers, to a predicate and to SQL, start from the result.
 *
 * @throws ScimError invalidFilter for an unknown attribute, or an operator or operand that does not fit its type
 *
 * @example
 * const reading = openParseContext();
 * bindFilter(parseFilter('userName eq "ada"', reading), userType, reading);
 */
export function bindFilter(filter: ParsedFilter, type: ResourceType, context: ParseContext): BoundFilter {
  return bind(filter, {
    resolve: (path) => bindPath(path, type, context),
    context,
    takesNumbersAsText: false,
  });
}

/**
 * Binds the filter of a value path, whose names are sub-attributes of one attribute. A simple element is its own `value`.
 *
 * @throws ScimError invalidFilter
 *
 * @example
 * const reading = openParseContext();
 * bindElementFilter(parseFilter('type eq "work"', reading), emails, reading);
 */
export function bindElementFilter(filter: ParsedFilter, of: Attribute, context: ParseContext): BoundFilter {
  return bind(filter, { resolve: elementResolver(of), context, takesNumbersAsText: true });
}

type Resolve = (path: AttributePath) => BoundPath | undefined;

interface Scope {
  readonly resolve: Resolve;
  readonly context: ParseContext;
  /** A path of a PATCH may write numbers as strings, as its values may; a query may not. */
  readonly takesNumbersAsText: boolean;
}

function elementResolver(of: Attribute): Resolve {
  const { subAttributes } = elementAttribute(of);
  return ({ schema, name, sub }) => {
    const attribute =
      schema === undefined && sub === undefined ? findAttribute(subAttributes, name) : undefined;
    return attribute && { extension: undefined, attribute, sub: undefined };
  };
}

function bind(filter: ParsedFilter, scope: Scope): BoundFilter {
  const { resolve } = scope;
  switch (filter.kind) {
    case 'compare':
      return compare(resolved(filter.path, resolve), filter, scope);
    case 'present':
      return { kind: 'present', path: resolved(filter.path, resolve) };
    case 'and':
    case 'or':
      return {
        kind: filter.kind,
        left: bind(filter.left, scope),
        right: bind(filter.right, scope),
      };
    case 'not':
      return { kind: 'not', operand: bind(filter.operand, scope) };
    case 'some': {
      const path = resolved(filter.path, resolve);
      if (path.sub !== undefined || (path.attribute.type !== 'complex' && !path.attribute.multiValued)) {
        throw refuse(filter.path, 'has no sub-attributes: remove the brackets');
      }
      return {
        kind: 'some',
        path,
        where: bind(filter.where, { ...scope, resolve: elementResolver(path.attribute) }),
      };
    }
    default:
      return filter satisfies never;
  }
}

function resolved(path: AttributePath, resolve: Resolve): BoundPath {
  const bound = resolve(path);
  // A value that is never returned must not be guessed through a filter (RFC 7643 §4.1.1 on password).
  if (bound === undefined || bound.attribute.returned === 'never' || bound.sub?.returned === 'never') {
    throw refuse(path, 'is not an attribute that you can filter by here');
  }
  return bound;
}

function refuse(path: AttributePath, problem: string): ScimError {
  const name = shorten(printAttributePath(path));
  return new ScimError('invalidFilter', `${name} ${problem}.`, { path: name });
}

type Compare = Extract<Filter<AttributePath>, { kind: 'compare' }>;

function compare(path: BoundPath, { path: written, op, value }: Compare, scope: Scope): BoundFilter {
  // A complex attribute stands for its value: emails co "x" (RFC 7644 §3.4.2.2, figure 2) and manager eq "id".
  const valueOf = path.sub === undefined && path.attribute.type === 'complex';
  const sub = valueOf ? findAttribute(path.attribute.subAttributes, 'value') : path.sub;
  const attribute = sub ?? path.attribute;
  if (attribute.type === 'complex') throw refuse(written, 'is complex: name one of its sub-attributes');
  const problem = senseless(op, attribute, value);
  if (problem !== undefined) throw refuse(written, problem);
  return { kind: 'compare', path: { ...path, sub }, op, value: operand(written, attribute, value, scope) };
}

const TEXT_OPS: ReadonlySet<CompareOp> = new Set(['co', 'sw', 'ew']);
const ORDER_OPS: ReadonlySet<CompareOp> = new Set(['gt', 'ge', 'lt', 'le']);

/** Why an operator does not fit an attribute (RFC 7644 §3.4.2.2, table 3); undefined if it does. */
function senseless(op: CompareOp, { type }: Attribute, value: Literal): string | undefined {
  if (value === null && op !== 'eq' && op !== 'ne')
    return `cannot be compared with null by ${op}: use eq or ne`;
  if (TEXT_OPS.has(op) && type !== 'string' && type !== 'reference')
    return `is a ${type}, and ${op} compares strings only`;
  if (ORDER_OPS.has(op) && (type === 'boolean' || type === 'binary'))
    return `is a ${type}, and ${op} needs values that have an order`;
  return undefined;
}

function operand(
  path: AttributePath,
  { type }: Attribute,
  value: Literal,
  { context, takesNumbersAsText }: Scope,
): Literal {
  if (value === null) return null;
  // No stored value could match, and a database would answer with a fault.
  const fault = typeof value === 'string' ? textFault(value) : undefined;
  if (fault !== undefined) throw refuse(path, `is compared with a string that ${fault}`);
  switch (type) {
    case 'boolean': {
      if (typeof value === 'boolean') return value;
      const word = typeof value === 'string' ? value.toLowerCase() : '';
      if ((word === 'true' || word === 'false') && context.accept('boolean-operand-as-string'))
        return word === 'true';
      throw refuse(path, 'is a boolean: compare it with true or false');
    }
    case 'integer':
    case 'decimal': {
      if (typeof value === 'number') return value;
      const isText = takesNumbersAsText && typeof value === 'string';
      const number = isText ? numberInText(value, 'decimal') : undefined;
      if (number !== undefined && context.accept('number-as-text')) return number;
      throw refuse(path, 'is a number: compare it with a number');
    }
    case 'dateTime':
      if (typeof value === 'string' && instantOf(value) !== undefined) return value;
      throw refuse(path, 'is a dateTime: compare it with a date and a time, such as "2026-01-31T12:00:00Z"');
    case 'string':
    case 'reference':
    case 'binary':
      if (typeof value === 'string') return value;
      // Entra did not quote the operand.
      if (context.accept('unquoted-operand')) return String(value);
      throw refuse(path, 'is a string: put the operand in double quotes');
    case 'complex':
      throw refuse(path, 'is complex: name one of its sub-attributes');
    default:
      return type satisfies never;
  }
}
