import { sameJson, type Resource, type ResourceType } from '@scimwright/core';
import { canLeaveOut } from '@scimwright/core/patch';
import { changedPaths, restoreAttribute } from '@scimwright/core/resource';

/** The state to store, and the paths of the request that were left out. */
export interface KeptState {
  readonly resource: Resource;
  readonly leftOut: readonly string[];
}

/**
 * Takes everything that is refused out of a state that disables a user. It restores the attributes that refusals name, one
 * after the other. If a refusal names no attribute, or persists, it restores everything except `active`.
 *
 * @param check - throws the refusal of a state
 * @throws any other error of `check`
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
  // Each round restores something that no later round changes, so this ends.
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

/** Restores the attribute at a path; or everything except `active`, if the path names none or was restored already. */
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
