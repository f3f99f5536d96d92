import type { ResourceStore, StoredMembership, TenantId } from '@scimwright/store';
import type { Reader } from './open-reader.ts';
import { readMemberships } from './read-memberships.ts';

/** The resources of one tenant whose groups the next statement reads. */
interface Gathering {
  readonly members: Set<string>;
  readonly found: Promise<ReadonlyMap<string, readonly StoredMembership[]>>;
}

/** The largest number of resources that requests put into one statement together. */
const MAX_TOGETHER = 100;

/**
 * Reads the groups of resources. Requests of one tenant that ask in one turn of the event loop share a statement: those whose users were
 * found, or changed, together. It begins after all of them have asked, so each sees every commit that was answered before.
 */
export function shareMemberships(reader: Reader): ResourceStore['memberships'] {
  const gathering = new Map<string, Gathering>();

  const gather = (key: string, tenant: TenantId, label: string): Gathering => {
    const members = new Set<string>();
    const found = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      if (gathering.get(key)?.members === members) gathering.delete(key);
      return readMemberships(reader.inTurn(tenant), tenant, [...members], label);
    });
    const fresh = { members, found };
    gathering.set(key, fresh);
    return fresh;
  };

  return (tenant, members, label) => {
    const key = JSON.stringify([tenant, label]);
    const open = gathering.get(key);
    const isRoom = open !== undefined && open.members.size + members.length <= MAX_TOGETHER;
    const joined = isRoom ? open : gather(key, tenant, label);
    for (const member of members) joined.members.add(member);
    return joined.found;
  };
}
