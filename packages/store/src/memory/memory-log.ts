import { compareText, foldCase } from '@scimwright/core';
import type { LogKey, LogQuery, ProvisioningLog, StoredLogEntry } from '../provisioning-log.ts';
import { newestOfEach, WRITES, type About } from '../unresolved.ts';
import type { MemoryState } from './memory-state.ts';
import { storeLog } from './store-in-order.ts';

/**
 * The provisioning log in memory.
 *
 * @example
 * await memoryLog(emptyState()).prune('2026-01-31T12:00:00.000Z'); // 0
 */
export function memoryLog(state: MemoryState): ProvisioningLog {
  return {
    append: async (tenant, entries) => storeLog(state, tenant, entries),
    read: async (tenant, { before, limit, ...wanted }) => {
      const found = state.log
        .filter((line) => line.tenant === tenant)
        .map(({ entry, seq }): StoredLogEntry => ({ ...entry, seq }))
        .filter((entry) => isWanted(entry, wanted))
        .filter((entry) => before === undefined || comparePageKeys(entry, before) < 0)
        .toSorted((left, right) => comparePageKeys(right, left));
      const entries = found.slice(0, limit);
      const last = entries.at(-1);
      return { entries, next: found.length > limit && last ? { at: last.at, seq: last.seq } : undefined };
    },
    countByStatus: async (tenant, { since, max }) => {
      const newest = state.log
        .filter(({ tenant: owner, entry }) => owner === tenant && entry.at >= since)
        .toSorted((left, right) => compareText(right.entry.at, left.entry.at))
        .slice(0, max);
      const countByStatus = new Map<number, number>();
      for (const { entry } of newest)
        countByStatus.set(entry.status, (countByStatus.get(entry.status) ?? 0) + 1);
      return countByStatus;
    },
    unresolved: async (tenant, { max }) => {
      const own = state.log
        .filter((line) => line.tenant === tenant)
        .map(({ entry, seq }): StoredLogEntry => ({ ...entry, seq }))
        .toSorted((left, right) => comparePageKeys(right, left));
      const failures = own.filter(({ status }) => status >= 400).slice(0, max);
      const writes = own
        .filter(({ operation }) => WRITES.has(operation))
        .map((entry) => ({ entry, ...aboutOf(entry) }));
      const failed = writes.filter(({ entry }) => failures.includes(entry));
      const succeeded = writes.filter(({ entry }) => entry.status < 400);
      const isResolved = (failure: About & { readonly entry: StoredLogEntry }): boolean =>
        succeeded.some((one) => isSame(one, failure) && comparePageKeys(one.entry, failure.entry) > 0);
      return {
        entries: newestOfEach(failed)
          .filter((one) => !isResolved(one))
          .map(({ entry }) => entry),
        isWhole: failures.length < max,
      };
    },
    prune: async (before) => {
      const kept = state.log.filter(({ entry }) => entry.at >= before);
      const pruned = state.log.length - kept.length;
      state.log = kept;
      return pruned;
    },
  };
}

type Wanted = Omit<LogQuery, 'before' | 'limit'>;

function isWanted(
  entry: StoredLogEntry,
  { about, operation, status, hasLeftOut, since, until }: Wanted,
): boolean {
  return (
    (about === undefined || isAbout(entry, about)) &&
    (operation === undefined || entry.operation === operation) &&
    (status === undefined || (entry.status >= status.from && entry.status <= status.to)) &&
    (hasLeftOut === undefined || entry.leftOut.length > 0) &&
    (since === undefined || entry.at >= since) &&
    (until === undefined || entry.at < until)
  );
}

function isAbout(
  { subject, resourceId }: StoredLogEntry,
  { subjects, resourceIds }: NonNullable<LogQuery['about']>,
): boolean {
  const keys = subjects.map(foldCase);
  return (
    (subject !== undefined && keys.includes(foldCase(subject))) ||
    (resourceId !== undefined && resourceIds.includes(resourceId))
  );
}

function aboutOf({ subject, resourceId }: StoredLogEntry): About {
  return { subjectKey: subject === undefined ? undefined : foldCase(subject), resourceId };
}

function isSame(left: About, right: About): boolean {
  return (
    (left.subjectKey !== undefined && left.subjectKey === right.subjectKey) ||
    (left.resourceId !== undefined && left.resourceId === right.resourceId)
  );
}

function comparePageKeys(left: LogKey, right: LogKey): number {
  return compareText(left.at, right.at) || left.seq - right.seq;
}
