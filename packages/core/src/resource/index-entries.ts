import type { ResourceType } from '../schema/resource-type.ts';
import { indexKey, readTarget, targetAttribute } from './target.ts';
import type { Resource } from './resource.ts';

/** A row that leads from the `key` at a `path` to a resource: to the only one if `unique`. */
export interface IndexEntry {
  readonly path: string;
  readonly key: string;
  readonly unique: boolean;
}

/**
 * The index entries of a resource, each once.
 *
 * @example
 * indexEntries({ userName: 'Ada' }, userType); // [{ path: 'userName', key: 'ada', unique: true }]
 */
export function indexEntries(resource: Resource, type: ResourceType): readonly IndexEntry[] {
  const entries: IndexEntry[] = [];
  for (const { path, target, unique } of type.indexes) {
    const attribute = targetAttribute(target);
    const keys = new Set(readTarget(resource, target).map((value) => indexKey(value, attribute)));
    for (const key of keys) entries.push({ path, key, unique });
  }
  return entries;
}
