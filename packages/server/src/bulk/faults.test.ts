import { memoryStore, StoreFault, StoreUnavailable, type ResourceStore } from '@scimwright/store';
import { afterEach, describe, expect, it } from 'vitest';
import { flowUser, patchOf, serveFlow, type Served } from '../serve.fixture.ts';
import { creation, groupCreation, resultsIn, sendBulk, statusesIn } from './bulk.fixture.ts';

const SECRET = 'Zx9-private-value';

let served: Served;
afterEach(() => served.close());

/** Serves over a store in which a commit fails if this name is in its changes. */
async function serveFailing(name: string, error: Error): Promise<void> {
  const store = memoryStore();
  const commit: ResourceStore['commit'] = async (tenant, changes) => {
    if (JSON.stringify(changes).includes(name)) throw error;
    return store.resources.commit(tenant, changes);
  };
  served = await serveFlow({ store: { ...store, resources: { ...store.resources, commit } } });
}

const named = async (): Promise<readonly unknown[]> => {
  const { Resources } = (await served.send('GET', '/Users')).body;
  return (Resources as readonly { userName: string }[]).map(({ userName }) => userName);
};
const users = (...names: string[]) => names.map((name) => creation(name, flowUser(name)));

describe('a fault in the middle of a bulk request', () => {
  it('is a 500 of that operation only, and reveals nothing', async () => {
    await serveFailing(SECRET, new StoreFault('SQLITE_CORRUPT', 'resources.id'));
    const answer = await sendBulk(served, [
      ...users('ada', SECRET, 'bob'),
      groupCreation('group', 'Of the lost', `bulkId:${SECRET}`),
    ]);
    expect([answer.status, ...statusesIn(answer)]).toEqual([200, '201', '500', '201', '409']);
    expect(resultsIn(answer)[1]?.response?.detail).toContain(answer.headers.get('X-Request-Id'));
    expect(await named()).toEqual(['ada', 'bob']);
    expect(served.lines).toMatchObject([{ level: 'error', fields: { code: 'SQLITE_CORRUPT' } }]);
    expect(JSON.stringify(served.lines)).not.toContain(SECRET);
  });

  it.each([
    ['SQLITE_BUSY', 'was not carried out'],
    ['COMMIT_UNKNOWN', 'may have been carried out'],
  ])(
    'that makes the database unavailable (%s) is a 503, and later operations are not tried',
    async (code, says) => {
      await serveFailing('mallory', new StoreUnavailable(code));
      const answer = await sendBulk(served, [
        ...users('ada'),
        {
          method: 'PATCH',
          path: '/Users/bulkId:ada',
          data: patchOf({ op: 'add', path: 'title', value: 'mallory' }),
        },
        ...users('bob'),
        { method: 'DELETE', path: '/Users/bulkId:ada' },
        { method: 'GET', path: '/Users' },
      ]);
      expect([answer.status, ...statusesIn(answer)]).toEqual([200, '201', '503', '503', '503', '503']);
      const [, second, third] = resultsIn(answer);
      expect(second?.response?.detail).toContain(says);
      expect(third?.response?.detail).toContain('Not tried, because the service lost its database');
      expect(await named()).toEqual(['ada']);
    },
  );

  it('does not affect creations that run in parallel', async () => {
    await serveFailing('mallory', new StoreUnavailable('SQLITE_BUSY'));
    const answer = await sendBulk(served, users('ada', 'mallory', 'bob'));
    expect(statusesIn(answer)).toEqual(['201', '503', '201']);
    expect(await named()).toEqual(['ada', 'bob']);
  });

  it.each([
    [new StoreFault('SQLITE_CORRUPT', undefined), '500'],
    [new StoreUnavailable('COMMIT_UNKNOWN'), '503'],
  ])('in an all-or-nothing request is the result of each operation: %s', async (error, status) => {
    await serveFailing('mallory', error);
    const answer = await sendBulk(served, users('ada', 'mallory'), { allOrNothing: true });
    expect(statusesIn(answer)).toEqual([status, status]);
    expect(await named()).toEqual([]);
    expect(served.lines).toHaveLength(1);
  });
});

describe('a bulk request that takes too long', () => {
  it('starts no further operation, and says so', async () => {
    let now = Date.parse('2026-01-31T12:00:00Z');
    // Each read of the clock advances it by a second.
    const clock = (): Date => new Date((now += 1_000));
    served = await serveFlow({ server: { clock, limits: { bulkTime: 10_000 } } });
    const [ada] = users('ada');
    const remove = { method: 'DELETE', path: '/Users/nobody' };
    const answer = await sendBulk(served, [
      ...(ada ? [ada] : []),
      ...Array.from({ length: 20 }, () => remove),
    ]);
    const statuses = statusesIn(answer);
    expect(statuses).toHaveLength(21);
    expect([statuses[0], statuses[1], statuses.at(-1)]).toEqual(['201', '404', '503']);
    expect(resultsIn(answer).at(-1)?.response?.detail).toContain('time for this bulk request was up');
  });
});
