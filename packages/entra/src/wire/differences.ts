import { foldCase, isObject, type Json, type JsonObject } from '@scimwright/core';
import type { AppRoles, ExpressionValue } from '../expression/value.ts';
import { isList } from '../expression/value.ts';
import type { AttributeMapping, MappedValue, TargetAttribute } from '../mapping/mapping.ts';
import { isAppRoles } from './app-roles.ts';
import { parseTargetPath } from './target-path.ts';

/** An attribute whose value in the application is not what the mapping gives. */
export interface Difference {
  readonly mapping: AttributeMapping;
  /** The value in the application; null if it has none. */
  readonly before: ExpressionValue;
  readonly after: ExpressionValue;
  readonly isRedacted: boolean;
}

/**
 * Compares what the mapping gives an object with what the application has. Texts that differ in letter case alone are equal, unless the
 * attribute is `caseExact`. References are not compared here. Roles that are not assertive are only added.
 *
 * @example
 * differences([], { id: 'u1' }); // []
 */
export function differences(values: readonly MappedValue[], resource: JsonObject): readonly Difference[] {
  return values.flatMap(({ mapping, value: after, isRedacted }) => {
    const { target, flowBehavior } = mapping;
    if (target.type === 'reference') return [];
    const before = valueAt(resource, target);
    const isSame = isAppRoles(after) ? hasRoles(before, after) : isEqual(before, after, target);
    return isSame && flowBehavior === 'FlowWhenChanged' ? [] : [{ mapping, before, after, isRedacted }];
  });
}

/**
 * The value of an attribute in a resource, as a text or texts; null if there is none.
 *
 * @example
 * valueAt({ active: true }, { path: 'active', type: 'boolean', multiValued: false, caseExact: false }); // 'True'
 */
export function valueAt(resource: JsonObject, { path }: TargetAttribute): ExpressionValue {
  const { schema, name, element, sub } = parseTargetPath(path);
  const extension = schema === undefined ? undefined : member(resource, schema);
  const found = member(isObject(extension) ? extension : resource, name);
  if (element === undefined) return textsOf(sub === undefined ? found : member(found, sub));
  const wanted = foldCase(element.value);
  const elements = Array.isArray(found) ? (found as readonly Json[]) : [];
  const one = elements.find((each) => {
    const text = textsOf(member(each, element.discriminator));
    return typeof text === 'string' && foldCase(text) === wanted;
  });
  return textsOf(member(one, sub ?? 'value'));
}

/** The members of a resource are found in any letter case (RFC 7643 §2.1). */
function member(json: Json | undefined, name: string): Json | undefined {
  if (!isObject(json)) return undefined;
  if (name in json) return json[name];
  const wanted = name.toLowerCase();
  return Object.entries(json).find(([key]) => key.toLowerCase() === wanted)?.[1];
}

function textsOf(json: Json | undefined): ExpressionValue {
  if (json === undefined || json === null) return null;
  if (typeof json === 'boolean') return json ? 'True' : 'False';
  if (typeof json === 'string' || typeof json === 'number') return String(json);
  if (Array.isArray(json)) {
    return (json as readonly Json[]).flatMap((each) => {
      const text = textsOf(isObject(each) ? each['value'] : each);
      return typeof text === 'string' ? [text] : [];
    });
  }
  return textsOf(member(json, 'value'));
}

function isEqual(before: ExpressionValue, after: ExpressionValue, target: TargetAttribute): boolean {
  const key = (value: ExpressionValue): string =>
    JSON.stringify(
      (isList(value) ? value.toSorted() : [value]).map((text) =>
        typeof text === 'string' && !target.caseExact ? foldCase(text) : text,
      ),
    );
  return key(before) === key(after);
}

function hasRoles(before: ExpressionValue, { roles, assertive }: AppRoles): boolean {
  const present = new Set(isList(before) ? before : typeof before === 'string' ? [before] : []);
  const wanted = new Set(roles.map(({ value, displayName }) => value ?? displayName));
  const hasAll = [...wanted].every((role) => present.has(role));
  return hasAll && (!assertive || present.size === wanted.size);
}
