import {
  canLeaveOut,
  changedPaths,
  restoreAttribute,
  sameJson,
  type Resource,
  type ResourceType,
} from '@scimwright/core';

/** A state on its way into the store, with what was left out of the request. */
export interface KeptState {
  readonly resource: Resource;
  readonly leftOut: readonly string[];
}

/**
 * A state that disables a user, without what it is refused for: attributes that a refusal names are as they were before,
 * one after the other. Where a refusal names none, or stays, all but `active` is.
 *
 * @param check - throws the refusal of a state
 * @throws whatever else `check` throws
 *
 * @example
 * const state = { resource: { active: false }, leftOut: [] };
 * const kept = withoutRefused({ before: {}, state, type: userType }, (resource) => checkResource(resource, userType));
 */
export function withoutRefused(
  {
    before,
    state,
    type,
  }: { readonly before: Resource; readonly state: KeptState; readonly type: ResourceType },
  check: (resource: Resource) => void,
): KeptState {
  let kept = state;
  // Each round puts something back that no later round changes again.
  for (;;) {
    try {
      check(kept.resource);
      return kept;
    } catch (refusal) {
      if (!canLeaveOut(refusal)) throw refusal;
      const next = putBack({ before, state: kept, type }, refusal.path);
      if (next.isAll) return next.state;
      kept = next.state;
    }
  }
}

/**
 * A state that disables a user, with the attribute at a path as it was before; with all but `active` as it was where the
 * path names none, or is as it was already.
 *
 * @example
 * const state = { resource: { userName: 'bo', active: false }, leftOut: [] };
 * putBack({ before: { userName: 'ada' }, state, type: userType }, 'userName').state.leftOut; // ['userName']
 */
export function putBack(
  {
    before,
    state,
    type,
  }: { readonly before: Resource; readonly state: KeptState; readonly type: ResourceType },
  path: string | undefined,
): { readonly state: KeptState; readonly isAll: boolean } {
  const { resource, leftOut } = state;
  const restored = path === undefined ? undefined : restoreAttribute(resource, before, path, type);
  const isRestored = restored?.['active'] === false && !sameJson(restored, resource);
  if (path !== undefined && isRestored) {
    return { state: { resource: restored, leftOut: distinct([...leftOut, path]) }, isAll: false };
  }
  const others = changedPaths(before, resource).filter((changed) => changed !== 'active');
  return {
    state: { resource: { ...before, active: false }, leftOut: distinct([...leftOut, ...others]) },
    isAll: true,
  };
}

function distinct(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)];
}
