import type { ParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import type { CompareKey } from '../filter/compare-key.ts';
import { readElements } from '../filter/to-predicate.ts';
import { isObject, ownValue, type JsonObject } from '../json.ts';
import { bindPath } from '../path/bind.ts';
import { parseAttributePath } from '../path/parse.ts';
import { findAttribute } from '../schema/attribute.ts';
import type { BoundPath, ResourceType } from '../schema/resource-type.ts';
import { shorten } from '../shorten.ts';

/** The order of a list. Resources without a value come last, in descending order first. */
export interface Sort {
  /** Neither complex nor a membership. */
  readonly path: BoundPath;
  readonly order: 'ascending' | 'descending';
}

/**
 * Parses the `sortBy` and `sortOrder` parameters (RFC 7644 §3.4.2.3). A complex attribute stands for its `value`, as in
 * filters.
 *
 * @returns undefined without `sortBy`
 * @throws ScimError invalidValue for an unknown attribute, one that cannot be sorted by, or an unknown order
 *
 * @example
 * parseSort({ sortBy: 'userName', sortOrder: 'descending' }, userType, openParseContext())?.order; // 'descending'
 */
export function parseSort(
  query: { readonly sortBy?: string | undefined; readonly sortOrder?: string | undefined },
  type: ResourceType,
  context: ParseContext,
): Sort | undefined {
  const { sortBy, sortOrder = 'ascending' } = query;
  if (sortBy === undefined) return undefined;
  const order = sortOrder.toLowerCase();
  if (order !== 'ascending' && order !== 'descending') {
    throw new ScimError('invalidValue', 'sortOrder must be ascending or descending.', { path: 'sortOrder' });
  }
  const written = parseAttributePath(sortBy);
  const path = written && bindPath(written, type, context);
  const valueOf = path?.sub === undefined && path?.attribute.type === 'complex';
  const sub = valueOf ? findAttribute(path.attribute.subAttributes, 'value') : path?.sub;
  const attribute = sub ?? path?.attribute;
  const isKeptAsRows = path?.attribute === type.membership || path?.attribute === type.memberOf?.attribute;
  if (path === undefined || attribute === undefined || isKeptAsRows) {
    throw refuse(sortBy, 'is not an attribute that you can sort by here');
  }
  if (path.attribute.returned === 'never' || attribute.returned === 'never') {
    throw refuse(sortBy, 'is not an attribute that you can sort by here');
  }
  if (attribute.type === 'complex') throw refuse(sortBy, 'is complex: name one of its sub-attributes');
  return { path: { ...path, sub }, order };
}

function refuse(sortBy: string, problem: string): ScimError {
  return new ScimError('invalidValue', `sortBy ${shorten(sortBy)} ${problem}.`, { path: 'sortBy' });
}

/**
 * The sort key of a resource, read from its search document: the value at a path; of a multi-valued attribute, the value of
 * the primary or first element.
 *
 * @returns undefined if there is no value
 *
 * @example
 * sortKey({ emails: [{ value: 'a@x.example' }] }, emailsValuePath); // 'a@x.example'
 */
export function sortKey(document: JsonObject, path: BoundPath): CompareKey | undefined {
  const [first] = readElements(document, path);
  const key = path.sub === undefined ? first : isObject(first) ? ownValue(first, path.sub.name) : undefined;
  return typeof key === 'string' || typeof key === 'number' || typeof key === 'boolean' ? key : undefined;
}
