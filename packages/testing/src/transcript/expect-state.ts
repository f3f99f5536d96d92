import { isObject, type Json, type JsonObject } from '@scimwright/core';
import type { MappingProfile } from '@scimwright/core/profile';
import { parseAttributePath } from '@scimwright/core/path';
import { readTarget } from '@scimwright/core/resource';
import { expect } from 'vitest';
import { findTarget } from '../sample/find-target.ts';

/** Values by the path of a profile row: null for none, a list for several in any order. */
export type State = Readonly<Record<string, Json>>;

/**
 * Checks the values of a resource at the paths of a profile. An element stands for its `value` where a string is
 * expected; an attribute that the profile does not have must be absent.
 */
export function expectState(resource: JsonObject, profile: MappingProfile, expected: State): void {
  const actual = Object.entries(expected).map(([path, value]): [string, readonly Json[]] => [
    path,
    inOrder(
      valuesAt(resource, profile, path).map((item) => (listOf(value).some(isObject) ? item : plain(item))),
    ),
  ]);
  const wanted = Object.entries(expected).map(([path, value]) => [path, inOrder(listOf(value))]);
  expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(wanted));
}

function valuesAt(resource: JsonObject, profile: MappingProfile, path: string): readonly Json[] {
  const target = findTarget(profile, path);
  if (target !== undefined) return readTarget(resource, target);
  // An attribute outside the profile must not occur anywhere.
  const name = parseAttributePath(path)?.name ?? path;
  return JSON.stringify(resource).includes(`"${name}":`) ? [`something is called ${name}`] : [];
}

function listOf(value: Json): readonly Json[] {
  if (value === null) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

function plain(item: Json): Json {
  return isObject(item) ? (item['value'] ?? item) : item;
}

function inOrder(values: readonly Json[]): readonly Json[] {
  return values.toSorted((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}
