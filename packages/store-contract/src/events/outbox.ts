import { describe, expect, it } from 'vitest';
import type { NewTenantScope } from '../tenant-scope.ts';
import { AT, createGroup, createUser, event } from '../sample/sample.ts';

/** Events are stored in the commit of the changes that they report. */
export function describeOutbox(make: NewTenantScope): void {
  describe('the outbox', () => {
    it('keeps the events of a batch in order, including those of members', async () => {
      const scope = make();
      await scope.commit(
        event('u1'),
        createGroup('g1', ['u1']),
        event('g1', { type: 'group.created', resourceType: 'Group' }),
      );
      const events = await scope.events();
      expect(events.map(({ type }) => type)).toEqual([
        'user.created',
        'group.members.added',
        'group.created',
      ]);
      expect(events[0]).toEqual({
        seq: events[0]?.seq,
        tenant: scope.tenant,
        type: 'user.created',
        resourceType: 'User',
        resourceId: 'u1',
        at: AT,
        data: { userName: 'Ада' },
      });
      expect(events[1]).toMatchObject({
        resourceType: 'Group',
        resourceId: 'g1',
        at: AT,
        data: { members: ['u1'] },
      });
    });

    it('numbers events in the order of their commits', async () => {
      const scope = make();
      await scope.commit(createUser('u1'), event('u1'));
      await Promise.all([2, 3, 4, 5].map((at) => scope.commit(createUser(`u${at}`), event(`u${at}`))));
      await scope.commit(createUser('u6'), event('u6'));
      const events = await scope.events();
      const numbers = events.map(({ seq }) => seq);
      expect(numbers).toEqual([...new Set(numbers)].toSorted((left, right) => left - right));
      expect(events.at(0)?.resourceId).toBe('u1');
      expect(events.at(-1)?.resourceId).toBe('u6');
    });

    it('is read on from the last sequence number', async () => {
      const scope = make();
      await scope.commit(...['a', 'b', 'c', 'd', 'e'].map((id) => event(id)));
      const seen: string[] = [];
      for (let after = 0; ;) {
        const page = await scope.store.outbox.read({ tenant: scope.tenant, after, limit: 2 });
        const last = page.at(-1);
        if (last === undefined) break;
        seen.push(page.map(({ resourceId }) => resourceId).join(''));
        after = last.seq;
      }
      expect(seen).toEqual(['ab', 'cd', 'e']);
    });

    it('is read for one tenant or for all', async () => {
      const [one, other] = [make(), make()];
      await one.commit(event('mine'));
      await other.commit(event('theirs'));
      const [mine] = await one.events();
      const [theirs] = await other.events();
      const all = await one.store.outbox.read({ tenant: undefined, after: (mine?.seq ?? 0) - 1, limit: 10 });
      expect(all).toEqual([mine, theirs]);
    });
  });
}
