import { attributeNamed, coversPath, type ResourceType } from '@scimwright/core';
import type { LogKey, LogPage, LogQuery, StoredLogEntry, Tenant } from '@scimwright/store';
import { connectorOf, type AdminDeps } from './admin-deps.ts';

/** So many entries that left something out are looked at. */
const MOST_ENTRIES = 500;

/** So many later changes of some of the same people are; a person has a few in the thirty days of a log. */
const MOST_LATER = 20_000;

const PAGE = 500;

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
  const lefts: LeftOut[] = [];
  for await (const entry of newestFirst(deps, tenant, { hasLeftOut: true }, MOST_ENTRIES)) {
    lefts.push(...entry.leftOut.map((path) => ({ path, entry })));
  }
  const settled = new Set<LeftOut>();
  const people = [...new Set(lefts.flatMap(({ entry }) => entry.resourceId ?? []))];
  for (let from = 0; from < people.length; from += PEOPLE_AT_ONCE) {
    const resourceIds = people.slice(from, from + PEOPLE_AT_ONCE);
    const theirs = lefts.filter(({ entry }) => resourceIds.includes(entry.resourceId ?? ''));
    const since = theirs.at(-1)?.entry.at;
    for (const operation of WRITES) {
      const query = { about: { subjects: [], resourceIds }, operation, since };
      for await (const next of newestFirst(deps, tenant, query, MOST_LATER)) {
        for (const left of theirs) {
          if (!settled.has(left) && settles(next, left, type)) settled.add(left);
        }
      }
    }
  }
  return byPath(lefts.filter((left) => !settled.has(left)));
}

/** A path that an entry of the log left out. */
interface LeftOut {
  readonly path: string;
  readonly entry: StoredLogEntry;
}

/** Whether a later request set the path of the same person, or deleted them. */
function settles(next: StoredLogEntry, { path, entry }: LeftOut, type: ResourceType): boolean {
  if (next.resourceId !== entry.resourceId || next.status >= 300 || !isAfter(next, entry)) return false;
  switch (next.operation) {
    case 'remove':
      return true;
    case 'replace':
      // It sets whatever there is.
      return attributeNamed(path, type) !== undefined;
    default: {
      const written = next.written.length > 0 ? next.written : next.changed;
      return written.some((wrote) => coversPath(wrote, path, type)) && !next.leftOut.includes(path);
    }
  }
}

/** What changed nothing is stored some time after it was answered, so that `seq` alone would mislead. */
function isAfter(next: LogKey, earlier: LogKey): boolean {
  return next.at > earlier.at || (next.at === earlier.at && next.seq > earlier.seq);
}

/** The newest come first, so that of each path the first is the last person. */
function byPath(lefts: readonly LeftOut[]): readonly LeftOutPath[] {
  const open = new Map<string, { readonly people: Set<string>; readonly newest: StoredLogEntry }>();
  for (const { path, entry } of lefts) {
    const known = open.get(path) ?? { people: new Set(), newest: entry };
    known.people.add(entry.resourceId ?? '');
    open.set(path, known);
  }
  return [...open].map(([path, { people, newest }]) => ({
    path,
    people: people.size,
    last: newest.subject ?? newest.resourceId,
    at: newest.at,
  }));
}

async function* newestFirst(
  { store }: AdminDeps,
  tenant: Tenant,
  query: Omit<LogQuery, 'before' | 'limit'>,
  most: number,
): AsyncGenerator<StoredLogEntry> {
  let before: LogKey | undefined;
  let left = most;
  do {
    const page: LogPage = await store.log.read(tenant.id, { ...query, before, limit: Math.min(PAGE, left) });
    yield* page.entries;
    left -= page.entries.length;
    before = page.next;
  } while (before !== undefined && left > 0);
}
