import type { Resource, ResourceType } from '@scimwright/core';
import { emptyDelta, type MemberDelta } from '@scimwright/core/patch';
import { indexEntries, searchText, type IndexEntry } from '@scimwright/core/resource';
import type { Change, Stored } from '@scimwright/store';

/** The change that updates a stored resource and its index entries. It expects the version that was read. */
export function updateChange(
  { id, version }: Stored,
  type: ResourceType,
  state: {
    readonly before: Resource;
    readonly after: Resource;
    /** The JSON text of `after`. */
    readonly body: string;
    readonly at: string;
    readonly members?: MemberDelta;
  },
): Extract<Change, { kind: 'update' }> {
  const { before, after, body, at, members = emptyDelta } = state;
  const [old, now] = [indexEntries(before, type), indexEntries(after, type)];
  return {
    kind: 'update',
    type: type.name,
    id,
    at,
    expected: version,
    body,
    document: searchText(after, type),
    entries: { add: without(now, old), drop: without(old, now) },
    members,
  };
}

function without(list: readonly IndexEntry[], other: readonly IndexEntry[]): readonly IndexEntry[] {
  return list.filter(({ path, key }) => !other.some((entry) => entry.path === path && entry.key === key));
}
