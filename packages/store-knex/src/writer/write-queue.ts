import { memberStages, type MemberDelta } from '@scimwright/core';
import type { Outcome, TenantId } from '@scimwright/store';
import type { Batch } from './step.ts';

/** A batch that waits to be committed. */
export interface WaitingBatch {
  readonly kind: 'batch';
  readonly batch: Batch;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Work that waits for a transaction of its own. */
export interface WaitingWork {
  readonly kind: 'work';
  readonly run: () => Promise<void>;
  readonly reject: (error: unknown) => void;
}

/** What the next transaction is for. */
export type NextWrite =
  | { readonly kind: 'batches'; readonly batches: readonly WaitingBatch[] }
  | { readonly kind: 'work'; readonly work: WaitingWork };

/** What waits for the writer: tenants take turns, and what one tenant sent keeps its order. */
export interface WriteQueue {
  add(item: WaitingBatch | WaitingWork): void;
  /** Takes what goes into the next transaction; undefined when nothing waits. */
  next(): NextWrite | undefined;
  /** Takes all that waits. */
  clear(): readonly (WaitingBatch | WaitingWork)[];
}

/** The most batches, and about the most rows, that share a transaction; what comes later waits for the next. */
const MOST_BATCHES = 64;
const MOST_ROWS = 500;

/** Work is of no tenant, and takes turns with them as one. */
const NO_TENANT = undefined;

/**
 * Opens the queue in front of a writer. A transaction takes one batch of each tenant, then a second of each, until it is
 * full: a tenant that waits with one batch goes with the next transaction or the one after, however many wait of another.
 *
 * @example
 * const queue = openWriteQueue();
 * queue.add({ kind: 'work', run: async () => undefined, reject: () => undefined });
 * queue.next()?.kind; // 'work'
 */
export function openWriteQueue(): WriteQueue {
  /** In order of turns: whoever had one goes to the end. */
  const lanes = new Map<TenantId | typeof NO_TENANT, (WaitingBatch | WaitingWork)[]>();

  const toTheEnd = (tenant: TenantId | undefined): void => {
    const lane = lanes.get(tenant) ?? [];
    lanes.delete(tenant);
    if (lane.length > 0) lanes.set(tenant, lane);
  };

  /** One batch at least, and then in rounds what still fits. */
  const takeTogether = (): readonly WaitingBatch[] => {
    const taken: WaitingBatch[] = [];
    let rows = 0;
    let round = [...lanes];
    const served = new Set<TenantId | undefined>();
    while (round.length > 0 && taken.length < MOST_BATCHES) {
      round = round.filter(([tenant, lane]) => {
        const [head] = lane;
        if (head?.kind !== 'batch' || taken.length === MOST_BATCHES) return false;
        const own = rowsOf(head.batch);
        if (taken.length > 0 && rows + own > MOST_ROWS) return false;
        lane.shift();
        taken.push(head);
        served.add(tenant);
        rows += own;
        return true;
      });
    }
    for (const tenant of served) toTheEnd(tenant);
    return taken;
  };

  return {
    add: (item) => {
      const tenant = item.kind === 'batch' ? item.batch.tenant : NO_TENANT;
      const lane = lanes.get(tenant);
      if (lane === undefined) lanes.set(tenant, [item]);
      else lane.push(item);
    },
    next: () => {
      const [first] = lanes;
      if (first === undefined) return undefined;
      const [tenant, lane] = first;
      const [head] = lane;
      if (head?.kind !== 'work') return { kind: 'batches', batches: takeTogether() };
      lane.shift();
      toTheEnd(tenant);
      return { kind: 'work', work: head };
    },
    clear: () => {
      const all = [...lanes.values()].flat();
      lanes.clear();
      return all;
    },
  };
}

function rowsOf({ changes }: Batch): number {
  return changes.reduce((sum, change) => {
    switch (change.kind) {
      case 'create':
        return sum + 1 + change.entries.length + change.members.length;
      case 'update':
        return sum + 1 + change.entries.add.length + change.entries.drop.length + sizeOf(change.members);
      case 'members':
        return sum + 1 + sizeOf(change.members);
      case 'remove':
      case 'event':
      case 'log':
        return sum + 1;
      default:
        return change satisfies never;
    }
  }, 0);
}

function sizeOf(members: MemberDelta): number {
  return memberStages(members).reduce((sum, { add, remove }) => sum + add.length + remove.length, 0);
}
