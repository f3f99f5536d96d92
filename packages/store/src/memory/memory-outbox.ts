import type { Backlog, ClaimedEvent, FailingEvent, Outbox, StoredEvent } from '../outbox.ts';
import { compareText } from '@scimwright/core';
import type { TenantId } from '../tenant-id.ts';
import { deliveryOf, type Delivery, type MemoryState } from './memory-state.ts';

interface Pending {
  readonly event: StoredEvent;
  readonly delivery: Delivery;
}

/**
 * Events in memory. A claim reads every pending event.
 *
 * @example
 * await memoryOutbox(emptyState()).read({ tenant: undefined, after: 0, limit: 10 }); // []
 */
export function memoryOutbox(state: MemoryState): Outbox {
  const pendingOf = (tenant: TenantId | undefined): readonly Pending[] =>
    state.events
      .filter((event) => tenant === undefined || event.tenant === tenant)
      .map((event) => ({ event, delivery: deliveryOf(state, event.seq) }))
      .filter(({ delivery }) => delivery.settled === undefined);
  const change = (seq: number, to: Partial<Delivery>): void => {
    const delivery = { ...deliveryOf(state, seq), ...to };
    state.deliveries.set(seq, delivery);
    if (!delivery.isErased || delivery.settled === undefined) return;
    state.events = state.events.map((event) => (event.seq === seq ? { ...event, data: {} } : event));
  };
  return {
    read: async ({ tenant, after, limit }) =>
      state.events
        .filter((event) => event.seq > after && (tenant === undefined || event.tenant === tenant))
        .slice(0, limit),
    claim: async ({ owner, now, leaseUntil, limit }) => {
      const events = headsOf(pendingOf(undefined))
        .filter(({ delivery }) => delivery.due <= now)
        .toSorted((left, right) => compareText(left.delivery.due, right.delivery.due))
        .slice(0, limit)
        .map(({ event, delivery }): ClaimedEvent => {
          const attempt = delivery.attempts + 1;
          change(event.seq, { due: leaseUntil, owner, attempts: attempt });
          const tenant = state.tenants.get(event.tenant);
          return {
            ...event,
            attempt,
            customer: tenant && { connector: tenant.connector, name: tenant.name },
          };
        });
      const [next] = headsOf(pendingOf(undefined))
        .map(({ delivery }) => delivery.due)
        .toSorted(compareText);
      return { events, next };
    },
    acknowledge: async ({ owner, now, outcomes }) => {
      for (const outcome of outcomes) {
        if (deliveryOf(state, outcome.seq).owner !== owner) continue;
        if (outcome.kind === 'delivered') change(outcome.seq, settledAt(now));
        else {
          const error = outcome.error ?? deliveryOf(state, outcome.seq).error;
          change(outcome.seq, { due: outcome.at, owner: undefined, error });
        }
      }
    },
    skip: async (tenant, seq, now) => {
      const isPending = pendingOf(tenant).some(({ event }) => event.seq === seq);
      if (isPending) change(seq, settledAt(now));
      return isPending;
    },
    backlog: async (tenant): Promise<Backlog> => {
      const pending = pendingOf(tenant);
      return {
        pending: pending.length,
        oldest: pending[0]?.event.at,
        failing: pending.filter(isFailing).length,
      };
    },
    failing: async ({ tenant, limit }) =>
      pendingOf(tenant)
        .filter(isFailing)
        .slice(0, limit)
        .map(({ event, delivery: { attempts, due, error } }): FailingEvent => ({
          ...event,
          attempts,
          due,
          error,
        })),
    prune: async (before) => {
      const stays = ({ seq }: StoredEvent): boolean => {
        const { settled } = deliveryOf(state, seq);
        return settled === undefined || settled >= before;
      };
      const pruned = state.events.filter((event) => !stays(event));
      state.events = state.events.filter(stays);
      for (const { seq } of pruned) state.deliveries.delete(seq);
      return pruned.length;
    },
  };
}

/** A handler's error is not kept when the event is settled. */
function settledAt(now: string): Partial<Delivery> {
  return { settled: now, owner: undefined, error: undefined };
}

/** The earliest pending event of each resource. */
function headsOf(pending: readonly Pending[]): readonly Pending[] {
  const heads = new Map<string, Pending>();
  for (const one of pending) {
    const key = JSON.stringify([one.event.tenant, one.event.resourceId]);
    if (!heads.has(key)) heads.set(key, one);
  }
  return [...heads.values()];
}

/** A first try in progress is no failure yet. */
function isFailing({ delivery: { attempts, owner } }: Pending): boolean {
  return attempts > 1 || (attempts === 1 && owner === undefined);
}
