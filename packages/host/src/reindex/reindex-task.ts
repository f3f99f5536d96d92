import { compareText } from '@scimwright/core';
import type { Logger } from '@scimwright/server';
import type { Store, Tenant, TenantId } from '@scimwright/store';
import { tenantsOf } from '../tenants-of.ts';
import type { Position } from './definition-note.ts';
import type { ReindexTask } from './plan-reindexing.ts';
import { reindexPortions, type ReindexedPortion } from './reindex-portions.ts';

/** After how many resources the log and the database are told how far the reindexing is. */
const PROGRESS_EVERY = 10_000;

/** How many resources the log names for each attribute of a tenant whose values are not unique. */
const NAMED = 20;

/** Whether another start was done with a tenant. */
export function isBefore({ name }: Tenant, from: Position | undefined): boolean {
  return from !== undefined && compareText(name, from.tenant) < 0;
}

/** The reindexing of a task, which can be run again after a fault. */
export interface TaskRun {
  /** How many resources were looked at, and how many of them are different now. */
  readonly counted: { readonly looked: number; readonly changed: number };
  /**
   * Reindexes tenant by tenant in order of their names: first those that one portion is enough for, so that they do not wait for large
   * ones, then the others.
   *
   * @returns false when it was ended early; how far it is was noted
   */
  run(): Promise<boolean>;
}

/** What is remembered of a tenant that is not done. */
interface Unfinished {
  after: string | undefined;
  readonly duplicates: Map<string, Duplicates>;
}

/**
 * Opens the reindexing of a task.
 *
 * @param deps.goesOn - is awaited before each portion; false ends it early
 * @param deps.release - is told of each tenant that is done
 */
export function openTaskRun(
  task: ReindexTask,
  deps: {
    readonly store: Pick<Store, 'tenants' | 'resources'>;
    readonly logger: Logger;
    readonly goesOn: () => Promise<boolean>;
    readonly release: (tenant: Tenant) => void;
  },
): TaskRun {
  const { store, logger, goesOn, release } = deps;
  const { connector, type, from } = task;
  const counted = { looked: 0, changed: 0 };
  const done = new Set<TenantId>();
  const unfinished = new Map<TenantId, Unfinished>();
  let at = from;

  const count = async ({ looked, changed }: ReindexedPortion): Promise<void> => {
    const before = counted.looked;
    counted.looked += looked;
    counted.changed += changed;
    if (Math.floor(counted.looked / PROGRESS_EVERY) === Math.floor(before / PROGRESS_EVERY)) return;
    if (at !== undefined) await task.note(at);
    logger.info({ connector, type: type.name, ...counted }, 'reindexing resources');
  };

  /** Returns how it ended: `done`, `more` after the first portion, or `stopped`. */
  const reindexTenant = async (tenant: Tenant, isBrief: boolean): Promise<'done' | 'more' | 'stopped'> => {
    const after = tenant.name === from?.tenant ? from.after : undefined;
    const own = unfinished.get(tenant.id) ?? { after, duplicates: new Map<string, Duplicates>() };
    unfinished.set(tenant.id, own);
    const hasCome = (): void => {
      // In the second round all tenants before it are done.
      if (!isBrief) at = { tenant: tenant.name, after: own.after };
    };
    hasCome();
    let end: 'done' | 'stopped' = 'stopped';
    for await (const portion of reindexPortions(store, tenant.id, type, own.after, goesOn)) {
      own.after = portion.last ?? own.after;
      addDuplicates(own.duplicates, portion.duplicates);
      hasCome();
      await count(portion);
      if (isBrief && portion.hasMore) return 'more';
      if (!portion.hasMore) end = 'done';
    }
    return end;
  };

  return {
    counted,
    run: async () => {
      for (const isBrief of [true, false]) {
        for await (const tenant of tenantsOf(store, connector)) {
          if (isBefore(tenant, from) || done.has(tenant.id)) continue;
          const end = await reindexTenant(tenant, isBrief);
          if (end === 'more') continue;
          if (end === 'stopped') {
            if (at !== undefined) await task.note(at);
            return false;
          }
          logDuplicates(tenant, type.name, unfinished.get(tenant.id)?.duplicates, logger);
          unfinished.delete(tenant.id);
          done.add(tenant.id);
          release(tenant);
        }
      }
      await task.finish();
      return true;
    },
  };
}

/** Resources whose value for an attribute another one holds: how many, and the first of them. */
interface Duplicates {
  readonly count: number;
  readonly ids: readonly string[];
}

function addDuplicates(duplicates: Map<string, Duplicates>, more: ReindexedPortion['duplicates']): void {
  for (const { path, id } of more) {
    const { count, ids } = duplicates.get(path) ?? { count: 0, ids: [] };
    duplicates.set(path, { count: count + 1, ids: count < NAMED ? [...ids, id] : ids });
  }
}

/** Without the value, which is personal. */
function logDuplicates(
  { connector, name }: Tenant,
  type: string,
  duplicates: ReadonlyMap<string, Duplicates> = new Map(),
  logger: Logger,
): void {
  for (const [attribute, { count, ids }] of duplicates) {
    logger.error(
      { connector, tenant: name, type, attribute, count, ids },
      'another resource of the tenant has the same value, which must be unique now: a filter finds all of them; give each its own value',
    );
  }
}
