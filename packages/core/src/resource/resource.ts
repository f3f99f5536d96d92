import type { JsonObject } from '../json.ts';

/**
 * The attributes of a resource under their canonical names, extension attributes inside an object under their URN.
 * `schemas`, `id`, `meta` and memberships are kept beside it, not in it.
 */
export type Resource = JsonObject;

/** One member of a group: the id of a user or of another group, which need not exist yet. */
export interface Member {
  readonly value: string;
}
