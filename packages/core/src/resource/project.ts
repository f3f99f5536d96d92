import type { ParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { bindExtension, bindPath } from '../path/bind.ts';
import { parseAttributePath } from '../path/parse.ts';
import { findAttribute, type Attribute } from '../schema/attribute.ts';
import { commonAttributes } from '../schema/common-attributes.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { emptied } from './write-value.ts';
import { namedPaths, namedWithin, namesPart, type Named, type NamedPaths } from './named-paths.ts';

/** Which attributes a reply shows (RFC 7644 §3.9): the default ones, only some, or all except some. */
export interface Projection {
  readonly kind: 'default' | 'only' | 'except';
  readonly names: NamedPaths;
  /** What the request wrote: attributes with `returned: request` are shown if they were written (RFC 7643 §7). */
  readonly written?: NamedPaths | undefined;
}

/** The projection that shows the default attributes. */
export const defaultProjection: Projection = { kind: 'default', names: new Map() };

/**
 * Parses the `attributes` and `excludedAttributes` parameters. Unknown names are ignored.
 *
 * @throws ScimError invalidValue if both are sent
 *
 * @example
 * parseProjection({ excludedAttributes: 'members' }, groupType, openParseContext());
 */
export function parseProjection(
  query: { readonly attributes?: string | undefined; readonly excludedAttributes?: string | undefined },
  type: ResourceType,
  context: ParseContext,
): Projection {
  const { attributes, excludedAttributes } = query;
  if (attributes && excludedAttributes) {
    throw new ScimError('invalidValue', 'Send attributes or excludedAttributes, not both.');
  }
  const list = attributes || excludedAttributes;
  if (!list) return defaultProjection;
  const paths = list.split(',').flatMap((text) => parseAttributePath(text.trim()) ?? []);
  const whole = paths.flatMap((path) => bindExtension(path, type) ?? []);
  const bound = paths.flatMap((path) =>
    bindExtension(path, type) === undefined ? (bindPath(path, type, context) ?? []) : [],
  );
  return { kind: attributes ? 'only' : 'except', names: namedPaths(bound, whole) };
}

/**
 * Whether a reply shows any part of an attribute. Ask before you read something costly.
 *
 * @example
 * showsAttribute(defaultProjection, 'members'); // true
 */
export function showsAttribute({ kind, names }: Projection, name: string): boolean {
  if (kind === 'default') return true;
  return kind === 'only' ? names.has(name) : names.get(name) !== 'all';
}

/**
 * Projects a whole resource. Attributes that are always returned stay, among them `schemas` and `id`; those that are never
 * returned go; those returned on request stay if they are named or were written.
 *
 * @example
 * project({ id: '1', userName: 'ada' }, defaultProjection, userType);
 */
export function project(resource: JsonObject, projection: Projection, type: ResourceType): JsonObject {
  const { kind, names, written } = projection;
  return mapParts(resource, (value, name) => {
    const view: View = { kind, asked: names.get(name), written: written?.get(name) };
    const extension = type.extensions.find(({ schema }) => schema.id === name)?.schema;
    const attribute = findAttribute(type.schema.attributes, name) ?? findAttribute(commonAttributes, name);
    return extension !== undefined && isObject(value)
      ? showExtension(value, extension.attributes, view)
      : showAttribute(value, attribute, view);
  });
}

/** A projection of one attribute or extension. */
interface View {
  readonly kind: Projection['kind'];
  readonly asked: Named;
  readonly written: Named;
}

function showExtension(
  container: JsonObject,
  attributes: readonly Attribute[],
  view: View,
): Json | undefined {
  const shown = mapParts(container, (value, name) => {
    const [asked, written] = [namedWithin(view.asked, name), namedWithin(view.written, name)];
    return showAttribute(value, findAttribute(attributes, name), { kind: view.kind, asked, written });
  });
  return emptied(shown);
}

/** A copy of an object with what becomes of each part; without those that become undefined. */
function mapParts(object: JsonObject, show: (value: Json, name: string) => Json | undefined): JsonObject {
  const parts: [string, Json][] = [];
  for (const [name, value] of Object.entries(object)) {
    const shown = show(value, name);
    if (shown !== undefined) parts.push([name, shown]);
  }
  return Object.fromEntries(parts);
}

function showAttribute(value: Json, attribute: Attribute | undefined, view: View): Json | undefined {
  const { returned = 'default', subAttributes } = attribute ?? {};
  if (!isShown(returned, view)) return undefined;
  if (subAttributes === undefined) return value;
  const keep = (part: string): boolean =>
    isPartShown(findAttribute(subAttributes, part)?.returned, part, view);
  const shown = Array.isArray(value)
    ? value.map((element: Json) => pick(element, keep)).filter((element) => !isEmptyObject(element))
    : pick(value, keep);
  return isEmptyObject(shown) || (Array.isArray(shown) && shown.length === 0) ? undefined : shown;
}

function isShown(returned: Attribute['returned'], { kind, asked, written }: View): boolean {
  switch (returned) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'default':
      return kind === 'only' ? asked !== undefined : asked !== 'all';
    case 'request':
      return kind === 'only' ? asked !== undefined : asked !== 'all' && written !== undefined;
    default:
      return returned satisfies never;
  }
}

/** Whether a sub-attribute of a shown attribute is shown. One returned on request must be named itself. */
function isPartShown(
  returned: Attribute['returned'] = 'default',
  part: string,
  { kind, asked, written }: View,
): boolean {
  const isNamed = namesPart(asked, part);
  switch (returned) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'default':
      // An attribute included without being requested keeps its default sub-attributes.
      return kind === 'only' ? isNamed || asked === undefined || asked === 'all' : !isNamed;
    case 'request':
      return kind === 'only' ? isNamed : !isNamed && namesPart(written, part);
    default:
      return returned satisfies never;
  }
}

function pick(value: Json, keep: (part: string) => boolean): Json {
  if (!isObject(value) || Object.keys(value).every(keep)) return value;
  return mapParts(value, (shown, part) => (keep(part) ? shown : undefined));
}

function isEmptyObject(value: Json): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}
