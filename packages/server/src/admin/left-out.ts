import { attributeNamed, type ResourceType } from '@scimwright/core';
import type { LogPage, LogPosition, LogQuery, StoredLogEntry, Tenant } from '@scimwright/store';
import { connectorOf, type AdminDeps } from './admin-deps.ts';

/** So many entries that left something out are looked at, and so many later ones about some of the same people. */
const MAX_ENTRIES = 500;

/** About so many people one reading of the log asks. */
const PEOPLE_AT_ONCE = 50;

/** The operations after which a path may be set, or nobody be left to set it for. */
const WRITES = ['modify', 'replace', 'remove'] as const;

/** A path that was left out when people were disabled, and is still not as Entra sent it. */
export interface LeftOutPath {
  readonly path: string;
  /** How many people it concerns. */
  readonly people: number;
  /** The last of them, as the log calls them. */
  readonly last: string | undefined;
  readonly at: string;
}

/**
 * What was left out beside disables of a tenant, by path: until a later write sets it, the person is deleted, or the log
 * entry is pruned. The newest five hundred entries count.
 *
 * @example
 * const paths = await leftOutPaths(deps, tenant);
 */
export async function leftOutPaths(deps: AdminDeps, tenant: Tenant): Promise<readonly LeftOutPath[]> {
  const { type } = connectorOf(deps, tenant.connector).users;
  const entries = await readAll(deps, tenant, { hasLeftOut: true });
  const oldest = entries.at(-1);
  if (oldest === undefined) return [];
  const resourceIds = [...new Set(entries.flatMap(({ resourceId }) => resourceId ?? []))];
  const later: StoredLogEntry[] = [];
  for (let from = 0; from < resourceIds.length; from += PEOPLE_AT_ONCE) {
    const about = { subjects: [], resourceIds: resourceIds.slice(from, from + PEOPLE_AT_ONCE) };
    for (const operation of WRITES) {
      later.push(...(await readAll(deps, tenant, { about, operation, since: oldest.at })));
    }
  }
  const open = new Map<string, { readonly people: Set<string>; readonly newest: StoredLogEntry }>();
  // The newest first: of each path the first entry is the last person.
  for (const entry of entries) {
    for (const path of entry.leftOut) {
      if (later.some((next) => settles(next, entry, path, type))) continue;
      const known = open.get(path) ?? { people: new Set(), newest: entry };
      known.people.add(entry.resourceId ?? '');
      open.set(path, known);
    }
  }
  return [...open].map(([path, { people, newest }]) => ({
    path,
    people: people.size,
    last: newest.subject ?? newest.resourceId,
    at: newest.at,
  }));
}

/** Whether a later request set a path of the same person, or deleted them. */
function settles(next: StoredLogEntry, entry: StoredLogEntry, path: string, type: ResourceType): boolean {
  if (next.resourceId !== entry.resourceId || next.seq <= entry.seq || next.status >= 300) return false;
  if (next.operation === 'remove') return true;
  const attribute = attributeNamed(path, type);
  return attribute !== undefined && next.changed.includes(attribute);
}

async function readAll(
  { store }: AdminDeps,
  tenant: Tenant,
  query: Omit<LogQuery, 'before' | 'limit'>,
): Promise<readonly StoredLogEntry[]> {
  const found: StoredLogEntry[] = [];
  let before: LogPosition | undefined;
  do {
    const page: LogPage = await store.log.read(tenant.id, {
      ...query,
      before,
      limit: MAX_ENTRIES - found.length,
    });
    found.push(...page.entries);
    before = page.next;
  } while (before !== undefined && found.length < MAX_ENTRIES);
  return found;
}
