import { isObject, ownValue, sameJson, type JsonObject } from '../json.ts';
import type { Resource } from './resource.ts';

/**
 * The paths of the attributes in which two states of a resource differ, never their values.
 *
 * @example
 * changedPaths({ title: 'A' }, { title: 'B', nickName: 'C' }); // ['title', 'nickName']
 */
export function changedPaths(before: Resource, after: Resource): readonly string[] {
  return differing(before, after).flatMap((name) => {
    const [left, right] = [ownValue(before, name) ?? {}, ownValue(after, name) ?? {}];
    const isExtension = name.startsWith('urn:') && isObject(left) && isObject(right);
    return isExtension ? differing(left, right).map((part) => `${name}:${part}`) : [name];
  });
}

function differing(before: JsonObject, after: JsonObject): readonly string[] {
  const changed = Object.keys(before).filter((name) => !sameJson(before[name], ownValue(after, name)));
  const added = Object.keys(after).filter((name) => !Object.hasOwn(before, name));
  return [...changed, ...added];
}
