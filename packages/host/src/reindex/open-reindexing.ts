import { setTimeout } from 'node:timers/promises';
import type { Connector } from '@scimwright/connector-kit';
import { describeFault } from '@scimwright/server/internal';
import type { Logger } from '@scimwright/server';
import type { Store, TenantId } from '@scimwright/store';
import { tenantsOf } from '../tenants-of.ts';
import { planReindexing, type ReindexTask } from './plan-reindexing.ts';
import { isBefore, openTaskRun } from './reindex-task.ts';
import type { Held } from './until-reindexed.ts';

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
 * What the requests of a tenant could miss is held back until that tenant is done.
 *
 * @param deps.between - is awaited before each portion
 * @param deps.retryMs - after how long it goes on that a fault has stopped; five seconds by default
 */
export function openReindexing(deps: {
  readonly connectors: readonly Connector[];
  readonly store: Pick<Store, 'tenants' | 'definitions' | 'resources'>;
  readonly clock: () => Date;
  readonly logger: Logger;
  readonly between?: (() => Promise<unknown>) | undefined;
  readonly retryMs?: number;
}): Reindexing {
  const { store, logger, between = async () => undefined, retryMs = RETRY_MS } = deps;
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

  const release = (tenant: TenantId, type: string): void => {
    const own = held.get(tenant);
    own?.delete(type);
    if (own?.size === 0) held.delete(tenant);
  };

  const goesOn = async (): Promise<boolean> => {
    await between();
    return !signal.aborted;
  };

  /** Until it is done or stopped. */
  const complete = async (task: ReindexTask): Promise<void> => {
    const { connector, type } = task;
    const { run, counted } = openTaskRun(task, {
      store,
      logger,
      goesOn,
      release: ({ id }) => release(id, type.name),
    });
    while (!signal.aborted) {
      try {
        if ((await run()) && counted.changed > 0) {
          logger.info({ connector, type: type.name, ...counted }, 'reindexed resources');
        }
        return;
      } catch (error) {
        logger.error(describeFault(error), 'reindexing was stopped by a fault: it goes on in a moment');
        await setTimeout(retryMs, undefined, { signal }).catch(() => undefined);
      }
    }
  };

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
