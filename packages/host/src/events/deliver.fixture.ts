import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventHandler, ScimEvent } from '@scimwright/connector-kit';
import type { Logger } from '@scimwright/server';
import type { Change, EventType, Store, TenantId } from '@scimwright/store';
import { openStore } from '@scimwright/store-knex';
import { defaultDelivery, type DeliverySettings } from './delivery-settings.ts';
import { openDelivery, type Delivery } from './open-delivery.ts';
import { wakeOnCommit } from './wake-on-commit.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const uncounted = { delivered() {}, failed() {} };

/** A clock that a test sets. */
export interface SetClock {
  (): Date;
  pass(ms: number): void;
}

/** A clock that moves only when told. */
export function setClock(): SetClock {
  let time = Date.parse('2027-01-01T00:00:00.000Z');
  return Object.assign(() => new Date(time), {
    pass(ms: number) {
      time += ms;
    },
  });
}

/** A database file with one tenant, and a delivery from it. */
export interface EventBench {
  readonly url: string;
  readonly tenant: TenantId;
  readonly store: Store;
  /** Opens another store on the same file, like another host. */
  another(): Promise<Store>;
  /** Opens a delivery from a store; commits of the returned `store` wake it. */
  deliver(handler: EventHandler, options?: DeliverOptions): { delivery: Delivery; store: Store };
  /** Stores an event for each of these resources, in this order. */
  tell(store: Store, ...resources: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

interface DeliverOptions extends Partial<DeliverySettings> {
  readonly from?: Store;
  readonly owner?: string;
  readonly clock?: () => Date;
  readonly random?: () => number;
  readonly logger?: Logger;
}

/** Opens a bench on a new file. */
export async function openEventBench(): Promise<EventBench> {
  const folder = await mkdtemp(join(tmpdir(), 'scimwright-events-'));
  const url = `sqlite:${join(folder, 'data.sqlite')}`;
  const stores: Store[] = [];
  const deliveries: Delivery[] = [];
  const another = async (): Promise<Store> => {
    const store = await openStore({ url });
    stores.push(store);
    return store;
  };
  const store = await another();
  const tenant = 't1' as TenantId; // the bench assigns ids
  await store.tenants.create({
    id: tenant,
    connector: 'flow',
    name: 'contoso',
    enabled: true,
    entitlements: [],
    settings: {},
    created: new Date().toISOString(),
  });
  return {
    url,
    tenant,
    store,
    another,
    deliver(handler, options = {}) {
      const { from = store, owner = crypto.randomUUID(), clock = () => new Date() } = options;
      const { random = Math.random, logger = quiet, ...settings } = options;
      const delivery = openDelivery({
        outbox: from.outbox,
        handler,
        connectors: [],
        owner,
        clock,
        random,
        logger,
        metrics: uncounted,
        settings: { ...defaultDelivery, pollMs: 50, ...settings },
      });
      deliveries.push(delivery);
      return { delivery, store: wakeOnCommit(from, delivery.wake) };
    },
    tell: async (into, ...resources) => {
      await into.resources.commit(
        tenant,
        resources.map((id) => eventOf(id)),
      );
    },
    async close() {
      await Promise.all(deliveries.map((delivery) => delivery.close()));
      await Promise.all(stores.map((each) => each.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** An event of a user. */
export function eventOf(resourceId: string, type: EventType = 'user.created'): Change {
  const at = new Date().toISOString();
  const data = { resource: { userName: resourceId }, changed: ['userName'] };
  return { kind: 'event', event: { type, resourceType: 'User', resourceId, at, data } };
}

/** Waits up to 20 seconds until a condition holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await holds()); waited += 10) {
    if (waited > 20_000) throw new Error('It did not come to hold.');
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

/** The number in an idempotency key. */
export const seqOf = ({ idempotencyKey }: ScimEvent): number => Number(idempotencyKey.split('/').at(-1));
