import type { ClaimedEvent, ClaimResult, DeliveryOutcome, Store } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import { tenantNamed, type TenantScope, type NewTenantScope } from '../tenant-scope.ts';
import { AT, event } from '../sample/sample.ts';

const START = Date.parse('2027-01-01T00:00:00.000Z');

/** A time, in seconds after the start of a test. */
const second = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();

/** A scope in whose store only its own events are pending. */
interface DeliveryScope extends TenantScope {
  claim(owner: string, at: number, limit?: number): Promise<ClaimResult>;
  /** The resource ids of the claimed events. */
  claimed(owner: string, at: number, limit?: number): Promise<readonly string[]>;
  settle(owner: string, at: number, ...outcomes: readonly DeliveryOutcome[]): Promise<void>;
}

async function deliveryScope(scope: TenantScope): Promise<DeliveryScope> {
  const { outbox } = scope.store;
  await drain(scope.store);
  const claim: DeliveryScope['claim'] = (owner, at, limit = 100) =>
    outbox.claim({ owner, now: second(at), leaseUntil: second(at + 60), limit });
  return {
    ...scope,
    claim,
    claimed: async (...query) => (await claim(...query)).events.map(({ resourceId }) => resourceId),
    settle: (owner, at, ...outcomes) => outbox.acknowledge({ owner, now: second(at), outcomes }),
  };
}

/** Delivers the events that other tests left. */
async function drain({ outbox }: Store): Promise<void> {
  const owner = 'drain';
  const [now, leaseUntil] = ['2999-01-01T00:00:00.000Z', '2999-01-01T00:01:00.000Z'];
  for (;;) {
    const { events, next } = await outbox.claim({ owner, now, leaseUntil, limit: 100 });
    await outbox.acknowledge({ owner, now: second(0), outcomes: events.map(delivered) });
    if (next === undefined) return;
  }
}

const delivered = ({ seq }: { readonly seq: number }): DeliveryOutcome => ({ kind: 'delivered', seq });

const retry = ({ seq }: { readonly seq: number }, at: number): DeliveryOutcome => ({
  kind: 'retry',
  seq,
  at: second(at),
});

/** The only event of a claim. */
function only({ events }: ClaimResult): ClaimedEvent {
  const [first, ...more] = events;
  if (first === undefined || more.length > 0)
    throw new Error(`${events.length} events were claimed, not one.`);
  return first;
}

/** Random numbers, the same in each run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Events are claimed, delivered and acknowledged: in order for each resource, and by one host at a time. */
export function describeDelivery(make: NewTenantScope): void {
  describe('the delivery of events', () => {
    it('claims the earliest event of each resource, and the next one after its delivery', async () => {
      const scope = await deliveryScope(make());
      await scope.commit(event('a'), event('a', { type: 'user.updated' }), event('b'));
      const { events } = await scope.claim('one', 0);
      expect(events.map(({ resourceId, type }) => [resourceId, type])).toEqual([
        ['a', 'user.created'],
        ['b', 'user.created'],
      ]);
      const [a, b] = await scope.events().then(([first, , third]) => [first, third]);
      expect(events).toEqual([
        { ...a, attempt: 1, customer: undefined },
        { ...b, attempt: 1, customer: undefined },
      ]);
      expect(await scope.claimed('one', 1)).toEqual([]);
      await scope.settle('one', 2, ...events.map(delivered));
      expect(only(await scope.claim('one', 3)).type).toBe('user.updated');
    });

    it('claims at most the requested number of events', async () => {
      const scope = await deliveryScope(make());
      await scope.commit(...['a', 'b', 'c'].map((id) => event(id)));
      expect(await scope.claimed('one', 0, 2)).toEqual(['a', 'b']);
      expect(await scope.claimed('one', 0, 2)).toEqual(['c']);
    });

    it('names the tenant of an event', async () => {
      const scope = await deliveryScope(make());
      await scope.store.tenants.create({ ...tenantNamed('x', 'flow'), id: scope.tenant, name: scope.tenant });
      await scope.commit(event('a'));
      expect(only(await scope.claim('one', 0)).customer).toEqual({ connector: 'flow', name: scope.tenant });
    });

    it('distinguishes resources with the same id in two tenants', async () => {
      const [scope, other] = [await deliveryScope(make()), make()];
      await scope.commit(event('a'));
      await other.commit(event('a'));
      const { events } = await scope.claim('one', 0);
      expect(events.map(({ tenant }) => tenant)).toEqual([scope.tenant, other.tenant]);
    });

    it('never claims a delivered event again, but still shows it', async () => {
      const scope = await deliveryScope(make());
      await scope.commit(event('a'));
      await scope.settle('one', 1, delivered(only(await scope.claim('one', 0))));
      expect(await scope.claim('other', 10_000)).toEqual({ events: [], next: undefined });
      expect(await scope.events()).toHaveLength(1);
    });

    it('gives an event to no other host before its lease ends', async () => {
      const scope = await deliveryScope(make());
      await scope.commit(event('a'), event('a'));
      const first = only(await scope.claim('one', 0));
      expect(await scope.claim('other', 59)).toEqual({ events: [], next: second(60) });
      const again = only(await scope.claim('other', 60));
      expect(again).toEqual({ ...first, attempt: 2 });
      // The first host is too late: the other one has the event.
      await scope.settle('one', 61, retry(first, 61));
      await scope.settle('one', 61, delivered(first));
      expect(await scope.claimed('third', 62)).toEqual([]);
      await scope.settle('other', 63, delivered(again));
      expect(await scope.claimed('third', 64)).toEqual(['a']);
    });

    it('accepts a late acknowledgement while no other host has the event', async () => {
      const scope = await deliveryScope(make());
      await scope.commit(event('a'));
      await scope.settle('one', 100, delivered(only(await scope.claim('one', 0))));
      expect(await scope.claimed('other', 101)).toEqual([]);
    });

    it('tries an event again at its time, which delays only later events of its resource', async () => {
      const scope = await deliveryScope(make());
      await scope.commit(event('a'), event('a'));
      const first = only(await scope.claim('one', 0));
      await scope.settle('one', 1, retry(first, 5));
      await scope.commit(event('b'), event('a'));
      expect(await scope.claimed('one', 2)).toEqual(['b']);
      expect(await scope.claim('one', 4)).toMatchObject({ events: [], next: second(5) });
      expect(only(await scope.claim('other', 5))).toEqual({ ...first, attempt: 2 });
    });

    it('never gives one event to two hosts that claim at the same time', async () => {
      const scope = await deliveryScope(make());
      await scope.commit(...Array.from({ length: 40 }, (_, at) => event(`r${at % 20}`)));
      const claims = await Promise.all(
        Array.from({ length: 8 }, (_, at) => scope.claimed(`owner-${at}`, 0, 5)),
      );
      expect(claims.flat().toSorted()).toEqual(Array.from({ length: 20 }, (_, at) => `r${at}`).toSorted());
    });

    it('reaches other resources behind a long queue of a failing one', async () => {
      const scope = await deliveryScope(make());
      await scope.commit(...Array.from({ length: 300 }, () => event('poison')));
      await scope.settle('one', 1, retry(only(await scope.claim('one', 0, 1)), 500));
      await scope.commit(event('b'), event('c'));
      const reached: string[] = [];
      for (let claims = 0; claims < 10 && reached.length < 2; claims += 1)
        reached.push(...(await scope.claimed('one', 2)));
      expect(reached).toEqual(['b', 'c']);
    });

    it('delivers each event once and in order, however often deliveries fail', async () => {
      const scope = await deliveryScope(make());
      const random = seeded(42);
      await scope.commit(...Array.from({ length: 120 }, () => event(`r${Math.floor(random() * 7)}`)));
      const taken: ClaimedEvent[] = [];
      for (let at = 0; ; at += 1) {
        expect(at).toBeLessThan(5_000);
        const { events, next } = await scope.claim(`owner-${at % 3}`, at, 1 + Math.floor(random() * 9));
        if (next === undefined) break;
        const outcomes = events.flatMap((one): readonly DeliveryOutcome[] => {
          const chance = random();
          if (chance < 0.1) return []; // the host died
          if (chance < 0.4) return [retry(one, at + Math.floor(random() * 8))];
          taken.push(one);
          return [delivered(one)];
        });
        await scope.settle(`owner-${at % 3}`, at, ...outcomes);
      }
      const byResource = (events: readonly { resourceId: string; seq: number }[], id: string) =>
        events.filter(({ resourceId }) => resourceId === id).map(({ seq }) => seq);
      const all = await scope.events();
      expect(taken).toHaveLength(120);
      for (let id = 0; id < 7; id += 1) {
        expect(byResource(taken, `r${id}`)).toEqual(byResource(all, `r${id}`));
      }
    });

    it('goes on after a skipped event', async () => {
      const scope = await deliveryScope(make());
      await scope.commit(event('a'), event('a', { type: 'user.updated' }));
      const poison = only(await scope.claim('one', 0));
      await scope.settle('one', 1, retry(poison, 300));
      expect(await scope.store.outbox.skip(scope.tenant, poison.seq, second(2))).toBe(true);
      const next = only(await scope.claim('one', 3));
      expect(next).toMatchObject({ type: 'user.updated', attempt: 1 });
      await scope.settle('one', 4, delivered(next));
      expect((await scope.claim('one', 400)).next).toBe(undefined);
    });

    it('skips a waiting event without an effect on the one before it', async () => {
      const scope = await deliveryScope(make());
      await scope.commit(
        event('a'),
        event('a', { type: 'user.updated' }),
        event('a', { type: 'user.deleted' }),
      );
      const first = only(await scope.claim('one', 0));
      await scope.settle('one', 1, retry(first, 300));
      const [, waiting] = await scope.events();
      expect(await scope.store.outbox.skip(scope.tenant, waiting?.seq ?? 0, second(2))).toBe(true);
      expect(await scope.claimed('one', 299)).toEqual([]);
      await scope.settle('one', 301, delivered(only(await scope.claim('one', 300))));
      expect(only(await scope.claim('one', 302)).type).toBe('user.deleted');
    });

    it('skips neither an event of another tenant nor a settled one', async () => {
      const [scope, other] = [await deliveryScope(make()), make()];
      await scope.commit(event('a'));
      const { seq } = only(await scope.claim('one', 0));
      const { outbox } = scope.store;
      expect(await outbox.skip(other.tenant, seq, second(1))).toBe(false);
      expect(await outbox.skip(scope.tenant, seq + 1_000_000, second(1))).toBe(false);
      await scope.settle('one', 2, delivered({ seq }));
      expect(await outbox.skip(scope.tenant, seq, second(3))).toBe(false);
    });

    it('counts pending events, and shows failing ones', async () => {
      const [scope, other] = [await deliveryScope(make()), make()];
      const { outbox } = scope.store;
      await scope.commit(event('a'), event('a'), event('b', { at: second(0) }), event('c'));
      await other.commit(event('z', { at: second(1) }));
      const nothing = { pending: 0, oldest: undefined, failing: 0 };
      expect(await outbox.backlog(make().tenant)).toEqual(nothing);
      expect(await outbox.backlog(scope.tenant)).toEqual({ pending: 4, oldest: AT, failing: 0 });
      expect(await outbox.backlog(undefined)).toEqual({ pending: 5, oldest: AT, failing: 0 });

      const { events } = await scope.claim('one', 0);
      const [a, b, c, z] = events;
      if (!a || !b || !c || !z) throw new Error('Four resources have an event.');
      expect(await outbox.failing({ tenant: undefined, limit: 10 })).toEqual([]);
      await scope.settle('one', 1, delivered(c), retry(a, 9), retry(b, 8), retry(z, 7));
      expect(await outbox.backlog(scope.tenant)).toEqual({ pending: 3, oldest: AT, failing: 2 });
      const [failing, ...more] = await outbox.failing({ tenant: scope.tenant, limit: 10 });
      const { attempt: _, customer: __, ...stored } = a;
      expect(failing).toEqual({ ...stored, attempts: 1, due: second(9), error: undefined });
      expect(more.map(({ resourceId }) => resourceId)).toEqual(['b']);
      expect(await outbox.failing({ tenant: undefined, limit: 1 })).toEqual([failing]);
      expect(await outbox.backlog(undefined)).toMatchObject({ pending: 4, failing: 3 });

      await outbox.skip(scope.tenant, a.seq, second(2));
      expect(await outbox.backlog(scope.tenant)).toEqual({ pending: 2, oldest: AT, failing: 1 });
    });

    it('shows the last error of a handler until the event is delivered or skipped', async () => {
      const scope = await deliveryScope(make());
      const { outbox } = scope.store;
      const said = async () =>
        (await outbox.failing({ tenant: scope.tenant, limit: 10 })).map(({ error }) => error);
      await scope.commit(event('a'), event('b'));
      const fail = async (at: number, error: string | undefined) => {
        const { events } = await scope.claim('one', at);
        await scope.settle('one', at, ...events.map((one) => ({ ...retry(one, at + 1), error })));
        return events;
      };
      await fail(0, 'No seat is left, \\u{1b}[2J é 🙂.');
      expect(await said()).toEqual([
        'No seat is left, \\u{1b}[2J é 🙂.',
        'No seat is left, \\u{1b}[2J é 🙂.',
      ]);
      await fail(1, 'Still none.');
      expect(await said()).toEqual(['Still none.', 'Still none.']);
      // A host that stops has no error of the handler.
      const [a, b] = await fail(2, undefined);
      expect(await said()).toEqual(['Still none.', 'Still none.']);
      if (!a || !b) throw new Error('Both have an event.');
      await scope.claim('two', 3);
      await scope.settle('two', 3, delivered(a));
      await outbox.skip(scope.tenant, b.seq, second(3));
      expect(await said()).toEqual([]);
    });

    it('prunes events that were settled long ago, and no pending ones', async () => {
      const scope = await deliveryScope(make());
      const { outbox } = scope.store;
      await outbox.prune(second(1_000_000));
      await scope.commit(event('a'), event('b'), event('c'));
      const [a, b] = (await scope.claim('one', 0)).events;
      if (!a || !b) throw new Error('Both have an event.');
      await scope.settle('one', 10, delivered(a));
      await outbox.skip(scope.tenant, b.seq, second(20));
      expect(await outbox.prune(second(10))).toBe(0);
      expect(await outbox.prune(second(11))).toBe(1);
      expect((await scope.events()).map(({ resourceId }) => resourceId)).toEqual(['b', 'c']);
      expect(await outbox.prune(second(9_999))).toBe(1);
      expect((await scope.events()).map(({ resourceId }) => resourceId)).toEqual(['c']);
    });

    it('ends with its tenant', async () => {
      const scope = await deliveryScope(make());
      await scope.store.tenants.create({ ...tenantNamed('x'), id: scope.tenant, name: scope.tenant });
      await scope.commit(event('a'), event('a'));
      const first = only(await scope.claim('one', 0));
      await scope.store.tenants.remove(scope.tenant, second(1));
      await scope.settle('one', 1, delivered(first));
      expect(await scope.claim('one', 2)).toEqual({ events: [], next: undefined });
    });
  });
}
