import { memberDeltas, type MemberDelta } from '@scimwright/core/patch';
import type { Outcome, TenantId } from '@scimwright/store';
import type { Batch } from './step.ts';

/** A batch that waits to be committed. */
export interface WaitingBatch {
  readonly kind: 'batch';
  readonly batch: Batch;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Work that waits for its own transaction. */
export interface WaitingWork {
  readonly kind: 'work';
  readonly run: () => Promise<void>;
  readonly reject: (error: unknown) => void;
}

/** The contents of the next transaction. */
export type NextWrite =
  | { readonly kind: 'batches'; readonly batches: readonly WaitingBatch[] }
  | { readonly kind: 'work'; readonly work: WaitingWork };

/** Waits in front of the writer: tenants take turns, and the batches of a tenant keep their order. */
export interface WriteQueue {
  add(item: WaitingBatch | WaitingWork): void;
  /** Takes the contents of the next transaction; undefined when nothing waits. */
  next(): NextWrite | undefined;
  /** Takes everything that waits. */
  clear(): readonly (WaitingBatch | WaitingWork)[];
}

/** The largest number of batches, and about that of rows, in one transaction; the rest waits for the next. */
const MAX_BATCHES = 64;
const MAX_ROWS = 500;

/** Work belongs to no tenant; together it takes turns like one. */
const NO_TENANT = undefined;

/**
 * Opens the queue in front of a writer. A transaction takes one batch of each tenant, then a second of each, until it is full. So a
 * single batch of a tenant is in the next transaction or the one after, however many batches of another tenant wait.
 *
 * @example
 * const queue = openWriteQueue();
 * queue.add({ kind: 'work', run: async () => undefined, reject: () => undefined });
 * queue.next()?.kind; // 'work'
 */
export function openWriteQueue(): WriteQueue {
  /** In order of turns: a tenant that had one goes to the end. */
  const flows = new Map<TenantId | typeof NO_TENANT, (WaitingBatch | WaitingWork)[]>();

  const toTheEnd = (tenant: TenantId | undefined): void => {
    const flow = flows.get(tenant) ?? [];
    flows.delete(tenant);
    if (flow.length > 0) flows.set(tenant, flow);
  };

  /** At least one batch, then round after round what still fits. */
  const takeTogether = (): readonly WaitingBatch[] => {
    const taken: WaitingBatch[] = [];
    let rows = 0;
    let round = [...flows];
    const served = new Set<TenantId | undefined>();
    while (round.length > 0 && taken.length < MAX_BATCHES) {
      round = round.filter(([tenant, flow]) => {
        const [head] = flow;
        if (head?.kind !== 'batch' || taken.length === MAX_BATCHES) return false;
        const own = rowsOf(head.batch);
        if (taken.length > 0 && rows + own > MAX_ROWS) return false;
        flow.shift();
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
      const flow = flows.get(tenant);
      if (flow === undefined) flows.set(tenant, [item]);
      else flow.push(item);
    },
    next: () => {
      const [first] = flows;
      if (first === undefined) return undefined;
      const [tenant, flow] = first;
      const [head] = flow;
      if (head?.kind !== 'work') return { kind: 'batches', batches: takeTogether() };
      flow.shift();
      toTheEnd(tenant);
      return { kind: 'work', work: head };
    },
    clear: () => {
      const all = [...flows.values()].flat();
      flows.clear();
      return all;
    },
  };
}

function rowsOf({ changes }: Batch): number {
  return changes.reduce((sum, change) => {
    switch (change.kind) {
      case 'create':
        return sum + 1 + change.entries.length + change.members.length;
      case 'reindex':
        return sum + 1 + change.entries.length;
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
  return memberDeltas(members).reduce((sum, { add, remove }) => sum + add.length + remove.length, 0);
}
