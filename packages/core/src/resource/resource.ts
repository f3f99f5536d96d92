import type { JsonObject } from '../json.ts';

/**
 * The attributes of a resource under their canonical names; those of an extension in an object under its URN. `schemas`,
 * `id`, `meta` and memberships are not part of it.
 */
export type Resource = JsonObject;

/** One member of a group: the id of a user or another group, which need not exist yet. */
export interface Member {
  readonly value: string;
}
