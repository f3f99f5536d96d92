import type { ResourceType } from '@scimwright/core';
import { attributeOfPath, coversPath } from '@scimwright/core/resource';
import type { LogKey, StoredLogEntry, Tenant } from '@scimwright/store';
import type { z } from 'zod';
import { connectorOf, type AdminDeps } from './admin-deps.ts';
import type { leftOutPath } from './health-warnings.ts';
import { allLogEntries } from './read-all.ts';

/** How many entries that left something out are examined. */
const MAX_ENTRIES = 500;

/** How many later changes of the same people are; a person has a few in the thirty days of a log. */
const MAX_LATER = 20_000;

/** How many people one query of the log is about. */
const PEOPLE_AT_ONCE = 50;

/** The operations that may set a path, or remove its user. */
const WRITES = ['modify', 'replace', 'remove'] as const;

type LeftOutPath = z.infer<typeof leftOutPath>;

/**
 * What was left out beside disables of a tenant, by path, until a later write sets it, the person is deleted, or the log
 * entry is pruned. The newest 500 entries count.
 */
export async function leftOutPaths(deps: AdminDeps, tenant: Tenant): Promise<readonly LeftOutPath[]> {
  const { type } = connectorOf(deps, tenant.connector).users;
  const lefts: LeftOut[] = [];
  for await (const entry of allLogEntries(deps.store, tenant, { hasLeftOut: true }, MAX_ENTRIES)) {
    lefts.push(...entry.leftOut.map((path) => ({ path, entry })));
  }
  const resolved = new Set<LeftOut>();
  const people = [...new Set(lefts.flatMap(({ entry }) => entry.resourceId ?? []))];
  for (let from = 0; from < people.length; from += PEOPLE_AT_ONCE) {
    const resourceIds = people.slice(from, from + PEOPLE_AT_ONCE);
    const theirs = lefts.filter(({ entry }) => resourceIds.includes(entry.resourceId ?? ''));
    const since = theirs.at(-1)?.entry.at;
    for (const operation of WRITES) {
      const query = { about: { subjects: [], resourceIds }, operation, since };
      for await (const next of allLogEntries(deps.store, tenant, query, MAX_LATER)) {
        for (const left of theirs) {
          if (!resolved.has(left) && resolves(next, left, type)) resolved.add(left);
        }
      }
    }
  }
  return byPath(lefts.filter((left) => !resolved.has(left)));
}

/** A path that an entry of the log left out. */
interface LeftOut {
  readonly path: string;
  readonly entry: StoredLogEntry;
}

/** Whether a later request set the path of the same person, or deleted them. */
function resolves(next: StoredLogEntry, { path, entry }: LeftOut, type: ResourceType): boolean {
  if (next.resourceId !== entry.resourceId || next.status >= 300 || !isAfter(next, entry)) return false;
  switch (next.operation) {
    case 'remove':
      return true;
    case 'replace':
      // A PUT sets every attribute.
      return attributeOfPath(path, type) !== undefined;
    default: {
      const written = next.written.length > 0 ? next.written : next.changed;
      return written.some((wrote) => coversPath(wrote, path, type)) && !next.leftOut.includes(path);
    }
  }
}

/** An entry about a request that changed nothing is stored some time after its answer, so `seq` alone would mislead. */
function isAfter(next: LogKey, earlier: LogKey): boolean {
  return next.at > earlier.at || (next.at === earlier.at && next.seq > earlier.seq);
}

/** Entries come newest first, so the first person of a path is the last one it was left out for. */
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
