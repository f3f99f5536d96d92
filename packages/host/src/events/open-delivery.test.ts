import type { ScimEvent } from '@scimwright/connector-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventOf, openEventBench, seqOf, setClock, until, type EventBench } from './deliver.fixture.ts';

let bench: EventBench;
beforeEach(async () => {
  bench = await openEventBench();
});
afterEach(() => bench.close());

const pending = async (): Promise<number> => (await bench.store.outbox.backlog(undefined)).pending;
const isDone = async (): Promise<boolean> => (await pending()) === 0;

/** Random numbers, the same in each run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const never = (): Promise<void> => new Promise(() => undefined);

describe('the delivery of events', () => {
  it('delivers committed events with their tenant', async () => {
    const seen: ScimEvent[] = [];
    const { store } = bench.deliver((event) => void seen.push(event), { pollMs: 3_600_000 });
    const change = eventOf('u1', 'user.updated');
    await store.resources.commit(bench.tenant, [change]);
    await until(isDone);
    const [stored] = await bench.store.outbox.read({ tenant: undefined, after: 0, limit: 10 });
    expect(seen).toEqual([
      {
        connector: 'flow',
        tenant: 'contoso',
        type: 'user.updated',
        resourceId: 'u1',
        at: change.kind === 'event' && change.event.at,
        idempotencyKey: `${bench.tenant}/${stored?.seq}`,
        attempt: 1,
        resource: { userName: 'u1' },
        changed: ['userName'],
      },
    ]);
  });

  it('delivers the events of a resource in order, each until it succeeds, while the handler fails at random', async () => {
    const random = seeded(7);
    const taken: ScimEvent[] = [];
    const clock = setClock();
    const { delivery, store } = bench.deliver(
      async (event) => {
        if (random() < 0.3) throw new Error('not now');
        if (random() < 0.3) await new Promise((resolve) => setTimeout(resolve, random() * 4));
        if (random() < 0.2) throw new Error('not now either');
        taken.push(event);
      },
      { clock, random, concurrency: 5 },
    );
    const ids = Array.from({ length: 200 }, () => `u${Math.floor(random() * 12)}`);
    for (let at = 0; at < ids.length; at += 10) {
      await bench.tell(store, ...ids.slice(at, at + 10));
      clock.pass(random() * 2_000);
    }
    await until(async () => {
      clock.pass(10_000);
      delivery.wake();
      return isDone();
    });
    expect(taken).toHaveLength(200);
    for (const id of new Set(ids)) {
      const own = taken.filter(({ resourceId }) => resourceId === id).map(seqOf);
      expect(own).toEqual(own.toSorted((left, right) => left - right));
    }
  });

  it('waits longer after each failure: 1 s, 2 s, 4 s … five minutes; from the tenth on the log has an error', async () => {
    const clock = setClock();
    const times: number[] = [];
    const levels: string[] = [];
    const at = (level: string) => () => void levels.push(level);
    const logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
    const { store, delivery } = bench.deliver(
      () => {
        times.push(clock().getTime());
        if (times.length < 13) throw new Error('not now');
      },
      // Makes the lease longer than every wait, so that the test can tell them apart.
      { clock, logger, random: () => 1, pollMs: 3_600_000, timeoutMs: 3_600_000 },
    );
    await bench.tell(store, 'u1');
    await until(async () => {
      const [failing] = await bench.store.outbox.failing({ tenant: undefined, limit: 1 });
      const wait = failing === undefined ? 0 : Date.parse(failing.due) - clock().getTime();
      if (failing !== undefined && (wait <= 0 || wait > 300_000)) return false;
      for (const ms of [wait - 1, 1]) {
        clock.pass(ms);
        delivery.wake();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return isDone();
    });
    const waits = times.slice(1).map((time, at) => (time - (times[at] ?? 0)) / 1_000);
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
    expect(levels).toEqual([...Array(9).fill('warn'), ...Array(3).fill('error')]);
  });

  it('retries by itself when a retry is due', async () => {
    const attempts: number[] = [];
    const { store } = bench.deliver(
      ({ attempt }) => {
        attempts.push(attempt);
        if (attempt === 1) throw new Error('not now');
      },
      { random: () => 0, pollMs: 3_600_000 },
    );
    await bench.tell(store, 'u1');
    await until(isDone);
    expect(attempts).toEqual([1, 2]);
  });

  it('counts rejections, synchronous errors and timeouts as failures', async () => {
    const clock = setClock();
    const kinds: readonly (() => Promise<void> | void)[] = [
      () => Promise.reject(new Error('later')),
      () => {
        throw new TypeError('at once');
      },
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a vendor may
      () => Promise.reject(undefined),
      never,
      () => undefined,
    ];
    let [calls, aborted] = [0, 0];
    const { store, delivery } = bench.deliver(
      (_, signal) => {
        signal.addEventListener('abort', () => (aborted += 1));
        calls += 1;
        return kinds[calls - 1]?.();
      },
      { clock, timeoutMs: 30 },
    );
    await bench.tell(store, 'u1');
    await until(async () => {
      clock.pass(1_000);
      delivery.wake();
      return isDone();
    });
    expect([calls, aborted]).toEqual([5, 1]);
  });

  it('continues with other resources while some handlers never end', async () => {
    const taken: string[] = [];
    const { store } = bench.deliver(
      ({ resourceId }) => (resourceId.startsWith('stuck') ? never() : void taken.push(resourceId)),
      { concurrency: 3, timeoutMs: 50, graceMs: 0 },
    );
    await bench.tell(store, 'stuck1', 'stuck2', 'stuck3', 'stuck1');
    await bench.tell(store, 'u1', 'u2', 'u3', 'u1');
    await until(() => taken.length === 4);
    expect(taken.toSorted()).toEqual(['u1', 'u1', 'u2', 'u3']);
    await until(async () => (await pending()) === 4);
  });

  it('runs no more handlers at the same time than allowed', async () => {
    let [now, most] = [0, 0];
    const { store } = bench.deliver(
      async () => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => setTimeout(resolve, 5));
        now -= 1;
      },
      { concurrency: 4 },
    );
    await bench.tell(store, ...Array.from({ length: 60 }, (_, at) => `u${at}`));
    await until(isDone);
    expect(most).toBe(4);
  });

  it('claims as many events as handlers are free', async () => {
    const release: (() => void)[] = [];
    const { store } = bench.deliver(
      () =>
        new Promise((resolve) => {
          release.push(resolve);
        }),
      { concurrency: 4 },
    );
    await bench.tell(store, ...Array.from({ length: 8 }, (_, at) => `u${at}`));
    await until(() => release.length === 4);
    release[0]?.();
    await until(() => release.length > 4);
    // Time in which wrong deliveries would begin.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(release).toHaveLength(5);
    for (const done of release) done();
    await until(() => {
      for (const done of release) done();
      return isDone();
    });
  });

  it('of two hosts on one database never delivers an event twice at the same time', async () => {
    const open = new Map<string, string>();
    const taken: string[] = [];
    const clashes: string[] = [];
    const handlerOf = (host: string) => async (event: ScimEvent) => {
      const holder = open.get(event.resourceId);
      if (holder !== undefined) clashes.push(`${event.resourceId}: ${holder}, ${host}`);
      open.set(event.resourceId, host);
      await new Promise((resolve) => setTimeout(resolve, 3));
      open.delete(event.resourceId);
      taken.push(`${host} ${event.idempotencyKey}`);
    };
    const one = bench.deliver(handlerOf('one'), { concurrency: 4 });
    const other = bench.deliver(handlerOf('other'), { concurrency: 4, from: await bench.another() });
    for (let round = 0; round < 20; round += 1) {
      await bench.tell(one.store, 'u1', 'u2', 'u3', 'u4', 'u5', 'u6');
      await bench.tell(other.store, 'u1', 'u2', 'u7', 'u8', 'u9');
    }
    await until(isDone);
    expect(clashes).toEqual([]);
    expect(new Set(taken.map((line) => line.split(' ')[1])).size).toBe(220);
    expect(taken).toHaveLength(220);
    expect(new Set(taken.map((line) => line.split(' ')[0]))).toEqual(new Set(['one', 'other']));
  });

  it('does not start a running event again when the clock leaps past its lease', async () => {
    const clock = setClock();
    let calls = 0;
    let finish = (): void => undefined;
    const { store, delivery } = bench.deliver(
      () => {
        calls += 1;
        return new Promise<void>((resolve) => {
          finish = resolve;
        });
      },
      { clock, pollMs: 20 },
    );
    await bench.tell(store, 'u1');
    await until(() => calls === 1);
    clock.pass(3_600_000);
    delivery.wake();
    await new Promise((resolve) => setTimeout(resolve, 100));
    finish();
    await until(isDone);
    expect(calls).toBe(1);
  });

  it('delivers events of another host after a while', async () => {
    const taken: string[] = [];
    const { delivery } = bench.deliver(({ resourceId }) => void taken.push(resourceId), { pollMs: 20 });
    delivery.wake();
    await bench.tell(await bench.another(), 'u1');
    await until(isDone);
    expect(taken).toEqual(['u1']);
  });

  it('after a crash delivers running events again, and no acknowledged ones', async () => {
    const clock = setClock();
    const first: string[] = [];
    const crashed = bench.deliver(
      ({ resourceId }) => (resourceId === 'u2' ? never() : void first.push(resourceId)),
      { clock, timeoutMs: 20_000, graceMs: 0 },
    );
    await bench.tell(crashed.store, 'u1', 'u2', 'u3');
    await until(async () => (await pending()) === 1);

    // The other host opens the file in this state, as if the first had crashed.
    const second: ScimEvent[] = [];
    const { delivery } = bench.deliver((event) => void second.push(event), {
      clock,
      from: await bench.another(),
    });
    clock.pass(29_000);
    delivery.wake();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(second).toEqual([]);
    clock.pass(2_000);
    delivery.wake();
    await until(isDone);
    expect(first.toSorted()).toEqual(['u1', 'u3']);
    expect(second.map(({ resourceId, attempt }) => [resourceId, attempt])).toEqual([['u2', 2]]);
  });

  it('on close waits for handlers, and acknowledges their events', async () => {
    let finish = (): void => undefined;
    let isStarted = false;
    const { store, delivery } = bench.deliver(() => {
      isStarted = true;
      return new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    await bench.tell(store, 'u1', 'u1');
    await until(() => isStarted);
    let isClosed = false;
    const closing = delivery.close().then(() => (isClosed = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isClosed).toBe(false);
    finish();
    await closing;
    expect(await pending()).toBe(1);
  });

  it('on close waits no longer than the grace period, and leaves the event to the next host at once', async () => {
    let reason: unknown;
    const { store, delivery } = bench.deliver(
      (_, signal) => {
        signal.addEventListener('abort', () => (reason = signal.reason));
        return never();
      },
      { graceMs: 30 },
    );
    await bench.tell(store, 'u1');
    await until(async () => (await bench.store.outbox.claim(idle())).next !== '');
    await delivery.close();
    expect(reason).toMatchObject({ name: 'AbortError' });
    const [left] = await bench.store.outbox.failing({ tenant: undefined, limit: 1 });
    expect(Date.parse(left?.due ?? '')).toBeLessThanOrEqual(Date.now());
    const taken: number[] = [];
    bench.deliver(({ attempt }) => void taken.push(attempt)).delivery.wake();
    await until(isDone);
    expect(taken).toEqual([2]);
  });

  it('resumes by itself when the database is available again', async () => {
    const taken: string[] = [];
    let failures = 3;
    const { outbox } = bench.store;
    const from = {
      ...bench.store,
      outbox: {
        ...outbox,
        claim: (query: Parameters<typeof outbox.claim>[0]) => {
          failures -= 1;
          return failures >= 0 ? Promise.reject(new Error('away')) : outbox.claim(query);
        },
        acknowledge: (settling: Parameters<typeof outbox.acknowledge>[0]) => {
          failures += taken.length === 1 ? 1 : 0;
          return taken.length === 1 && failures < 3
            ? Promise.reject(new Error('away'))
            : outbox.acknowledge(settling);
        },
      },
    };
    const { store } = bench.deliver(({ resourceId }) => void taken.push(resourceId), { from, pollMs: 20 });
    await bench.tell(store, 'u1', 'u1');
    await until(isDone);
    expect(taken).toEqual(['u1', 'u1']);
  });
});

/** Shows which events could be claimed, without a claim. */
const idle = () => {
  const now = '2000-01-01T00:00:00.000Z';
  return { owner: 'idle', now, leaseUntil: now, limit: 0 };
};
