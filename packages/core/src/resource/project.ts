import type { Reading } from '../dialect/reading.ts';
import { ScimError } from '../error.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { bindExtension, bindPath } from '../path/bind.ts';
import { parseAttributePath } from '../path/parse.ts';
import { findAttribute, type Attribute } from '../schema/attribute.ts';
import { commonAttributes } from '../schema/common-attributes.ts';
import type { ResourceType } from '../schema/resource-type.ts';

/** Which attributes an answer shows (RFC 7644 §3.9): all that are returned by default, only some, or all but some. */
export interface Projection {
  readonly kind: 'default' | 'only' | 'except';
  /** Top-level names and URNs, with the parts that are named of them, or `all`. */
  readonly names: ReadonlyMap<string, ReadonlySet<string> | 'all'>;
}

/** The projection that shows every attribute that is returned by default. */
export const everything: Projection = { kind: 'default', names: new Map() };

/**
 * Reads the `attributes` and `excludedAttributes` parameters. Unknown names are ignored.
 *
 * @throws ScimError invalidValue when both are given
 *
 * @example
 * parseProjection({ excludedAttributes: 'members' }, groupType, openReading());
 */
export function parseProjection(
  query: { readonly attributes?: string | undefined; readonly excludedAttributes?: string | undefined },
  type: ResourceType,
  reading: Reading,
): Projection {
  const { attributes, excludedAttributes } = query;
  if (attributes && excludedAttributes) {
    throw new ScimError('invalidValue', 'Send attributes or excludedAttributes, not both.');
  }
  const list = attributes || excludedAttributes;
  if (!list) return everything;
  const names = new Map<string, Set<string> | 'all'>();
  for (const text of list.split(',')) {
    const path = parseAttributePath(text.trim());
    if (path === undefined) continue;
    const extension = bindExtension(path, type);
    if (extension !== undefined) {
      names.set(extension, 'all');
      continue;
    }
    const bound = bindPath(path, type, reading);
    if (bound === undefined) continue;
    const name = bound.extension ?? bound.attribute.name;
    const part = bound.extension === undefined ? bound.sub?.name : bound.attribute.name;
    const known = names.get(name);
    if (part === undefined || known === 'all') names.set(name, 'all');
    else names.set(name, new Set([...(known ?? []), part]));
  }
  return { kind: attributes ? 'only' : 'except', names };
}

/**
 * Whether an answer will show an attribute at all; asked before something costly is read.
 *
 * @example
 * shows(everything, 'members'); // true
 */
export function shows({ kind, names }: Projection, name: string): boolean {
  if (kind === 'default') return true;
  return kind === 'only' ? names.has(name) : names.get(name) !== 'all';
}

/**
 * Shows of a whole resource what a projection asks for. `schemas`, `id` and whatever is returned always stay; what is
 * never returned goes.
 *
 * @example
 * project({ id: '1', userName: 'ada' }, everything, userType);
 */
export function project(resource: JsonObject, projection: Projection, type: ResourceType): JsonObject {
  const entries = Object.entries(resource).flatMap(([name, whole]): [string, Json][] => {
    const value = withoutNever(whole, partsOf(name, type));
    if (isEmptyObject(value)) return [];
    const attribute = findAttribute(type.schema.attributes, name) ?? findAttribute(commonAttributes, name);
    if (attribute?.returned === 'always') return [[name, value]];
    if (attribute?.returned === 'never') return [];
    const asked = projection.names.get(name);
    if (attribute?.returned === 'request' && (projection.kind !== 'only' || asked === undefined)) return [];
    if (projection.kind === 'default') return [[name, value]];
    if (asked === undefined) return projection.kind === 'only' ? [] : [[name, value]];
    if (asked === 'all') return projection.kind === 'only' ? [[name, value]] : [];
    const keep = (part: string): boolean => asked.has(part) === (projection.kind === 'only');
    const shown = Array.isArray(value)
      ? value.map((element: Json) => pick(element, keep)).filter((element) => !isEmptyObject(element))
      : pick(value, keep);
    return isEmptyObject(shown) || (Array.isArray(shown) && shown.length === 0) ? [] : [[name, shown]];
  });
  return Object.fromEntries(entries);
}

/** What is named inside of an attribute, or of the container of an extension. */
function partsOf(name: string, { schema, extensions }: ResourceType): readonly Attribute[] | undefined {
  const extension = extensions.find((each) => each.schema.id === name);
  return extension?.schema.attributes ?? findAttribute(schema.attributes, name)?.subAttributes;
}

/** The very value, unless something inside of it is never returned (RFC 7643 §7): then without that. */
function withoutNever(value: Json, parts: readonly Attribute[] | undefined): Json {
  if (parts === undefined || !parts.some(hasNever)) return value;
  if (Array.isArray(value))
    return value.map((each: Json) => withoutNever(each, parts)).filter((each) => !isEmptyObject(each));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, part]): [string, Json][] => {
    const attribute = findAttribute(parts, name);
    const shown = withoutNever(part, attribute?.subAttributes);
    return attribute?.returned === 'never' || isEmptyObject(shown) ? [] : [[name, shown]];
  });
  return Object.fromEntries(entries);
}

function hasNever({ returned, subAttributes }: Attribute): boolean {
  return returned === 'never' || (subAttributes?.some(hasNever) ?? false);
}

function pick(value: Json, keep: (part: string) => boolean): Json {
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([part]) => keep(part))) : value;
}

function isEmptyObject(value: Json): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}
