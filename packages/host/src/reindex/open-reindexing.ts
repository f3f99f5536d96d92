import { setTimeout } from 'node:timers/promises';
import type { Connector } from '@scimwright/connector-kit';
import { compareText } from '@scimwright/core';
import { describeFault } from '@scimwright/server/internal';
import type { Logger } from '@scimwright/server';
import type { Store, Tenant, TenantId } from '@scimwright/store';
import { tenantsOf } from '../tenants-of.ts';
import type { Position } from './definition-note.ts';
import { planReindexing, type ReindexTask } from './plan-reindexing.ts';
import { reindexPortions, type ReindexedPortion } from './reindex-portions.ts';
import type { Held } from './until-reindexed.ts';

/** After how many resources the log and the database are told how far the reindexing is. */
const PROGRESS_EVERY = 10_000;

/** How many resources the log names for each attribute of a tenant whose values are not unique. */
const NAMED = 20;

/** After how long reindexing goes on that a fault has stopped; in milliseconds. */
const RETRY_MS = 5_000;

/** The reindexing of a host. */
export interface Reindexing {
  /** What is held back of a resource type of a tenant. */
  heldOf(tenant: TenantId, type: string): Held | undefined;
  /** Finds what must be reindexed. Until then everything is held back. */
  plan(): Promise<void>;
  /** Reindexes what was planned, and resolves when it is done or stopped. A fault is logged, and it goes on a little later. */
  run(): Promise<void>;
  /** Stops it between two portions; the next start goes on from there. */
  stop(): Promise<void>;
}

/**
 * Opens the reindexing of the stored resources of every type whose connector defines its indexes or searches in another way than before.
 * It goes tenant by tenant, in order of their names. What a tenant's requests could miss is held back until that tenant is done.
 *
 * @param deps.between - is awaited before each portion
 */
export function openReindexing(deps: {
  readonly connectors: readonly Connector[];
  readonly store: Pick<Store, 'tenants' | 'definitions' | 'resources'>;
  readonly clock: () => Date;
  readonly logger: Logger;
  readonly between?: (() => Promise<unknown>) | undefined;
}): Reindexing {
  const { store, logger, between = async () => undefined } = deps;
  let tasks: readonly ReindexTask[] | undefined;
  const held = new Map<TenantId, Map<string, Held>>();
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> | undefined;

  const hold = async ({ connector, type, changed, from }: ReindexTask): Promise<void> => {
    for await (const tenant of tenantsOf(store, connector)) {
      if (isBefore(tenant, from)) continue;
      const own = held.get(tenant.id) ?? new Map<string, Held>();
      held.set(tenant.id, own.set(type.name, changed));
    }
  };

  const release = ({ id }: Tenant, { type }: ReindexTask): void => {
    const own = held.get(id);
    own?.delete(type.name);
    if (own?.size === 0) held.delete(id);
  };

  const goesOn = async (): Promise<boolean> => {
    await between();
    return !signal.aborted;
  };

  /** Until it is done or stopped. */
  const complete = async (task: ReindexTask): Promise<void> => {
    const counted = { looked: 0, changed: 0 };
    let at = task.from;
    while (!signal.aborted) {
      try {
        for await (const position of reindexTask(task, at, counted)) at = position;
        if (signal.aborted) {
          if (at !== undefined) await task.note(at);
          return;
        }
        await task.finish();
        const fields = { connector: task.connector, type: task.type.name, ...counted };
        if (counted.changed > 0) logger.info(fields, 'reindexed resources');
        return;
      } catch (error) {
        logger.error(describeFault(error), 'reindexing was stopped by a fault: it goes on in a moment');
        await setTimeout(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  };

  /** Yields how far it is, after each portion. */
  async function* reindexTask(
    task: ReindexTask,
    from: Position | undefined,
    counted: { looked: number; changed: number },
  ): AsyncGenerator<Position> {
    const { connector, type } = task;
    for await (const tenant of tenantsOf(store, connector)) {
      if (isBefore(tenant, from)) continue;
      const duplicates = new Map<string, Duplicates>();
      const after = tenant.name === from?.tenant ? from.after : undefined;
      for await (const portion of reindexPortions(store, tenant.id, type, after, goesOn)) {
        const before = counted.looked;
        counted.looked += portion.looked;
        counted.changed += portion.changed;
        addDuplicates(duplicates, portion.duplicates);
        const position = { tenant: tenant.name, after: portion.last };
        yield position;
        if (Math.floor(counted.looked / PROGRESS_EVERY) > Math.floor(before / PROGRESS_EVERY)) {
          await task.note(position);
          logger.info({ connector, type: type.name, ...counted }, 'reindexing resources');
        }
      }
      if (signal.aborted) return;
      logDuplicates(tenant, type.name, duplicates, logger);
      release(tenant, task);
    }
  }

  const runAll = async (): Promise<void> => {
    const planned = tasks ?? [];
    for (const task of planned) await complete(task);
    // Another host of the older version may have written behind the place where a start went on.
    for (const task of planned) {
      if (task.from !== undefined) await complete({ ...task, ...ONCE_MORE });
    }
  };

  return {
    heldOf: (tenant, type) => (tasks === undefined ? 'everything' : held.get(tenant)?.get(type)),
    plan: async () => {
      const planned = await planReindexing(deps);
      for (const task of planned) await hold(task);
      tasks = planned;
    },
    run: () => (running ??= runAll()),
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

const nothing = async (): Promise<void> => undefined;
const ONCE_MORE = { from: undefined, note: nothing, finish: nothing } as const;

/** Whether another start was done with a tenant. */
function isBefore({ name }: Tenant, from: Position | undefined): boolean {
  return from !== undefined && compareText(name, from.tenant) < 0;
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
  duplicates: ReadonlyMap<string, Duplicates>,
  logger: Logger,
): void {
  for (const [attribute, { count, ids }] of duplicates) {
    logger.error(
      { connector, tenant: name, type, attribute, count, ids },
      'another resource of the tenant has the same value, which must be unique now: a filter finds all of them; give each its own value',
    );
  }
}
