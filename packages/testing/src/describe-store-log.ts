import { describe, expect, it } from 'vitest';
import type { MakeBench } from './describe-store-bench.ts';
import { createUser, logEntry } from './describe-store-sample.ts';

/** The provisioning log of a tenant. @example describeLog(make); */
export function describeLog(make: MakeBench): void {
  describe('the provisioning log', () => {
    it('gives an entry back as it was, whether it came with a batch or by itself', async () => {
      const bench = make();
      const entries = [
        logEntry('r1'),
        logEntry('r2', {
          method: 'GET',
          operation: 'query',
          resourceType: undefined,
          resourceId: undefined,
          subject: undefined,
          status: 400,
          scimType: 'invalidFilter',
          detail: 'nickName is not an attribute that can be filtered here.',
          changed: [],
          ignored: ['nickName'],
          departures: [],
          filter: 'nickName eq …',
        }),
      ] as const;
      await bench.commit(createUser('u1'), { kind: 'log', entry: entries[0] });
      await bench.store.log.append(bench.tenant, [entries[1]]);
      const log = await bench.log();
      expect(log).toEqual([
        { ...entries[1], seq: log[0]?.seq },
        { ...entries[0], seq: log[1]?.seq },
      ]);
    });

    it('is read newest first, page by page', async () => {
      const bench = make();
      await bench.store.log.append(
        bench.tenant,
        ['r1', 'r2', 'r3', 'r4', 'r5'].map((id) => logEntry(id)),
      );
      const seen: string[] = [];
      for (let before: number | undefined; ;) {
        const page = await bench.store.log.read(bench.tenant, { before, limit: 2 });
        const last = page.at(-1);
        if (last === undefined) break;
        seen.push(page.map(({ requestId }) => requestId).join(' '));
        before = last.seq;
      }
      expect(seen).toEqual(['r5 r4', 'r3 r2', 'r1']);
    });

    it('takes no entries at all', async () => {
      const bench = make();
      await bench.store.log.append(bench.tenant, []);
      expect(await bench.log()).toEqual([]);
    });

    it('is pruned in every tenant of what is older than a time, and of nothing else', async () => {
      const [one, other] = [make(), make()];
      const at = (day: number) => ({ at: `1999-01-0${day}T00:00:00.000Z` });
      await one.store.log.append(
        one.tenant,
        [1, 2, 3].map((day) => logEntry(`r${day}`, at(day))),
      );
      await other.store.log.append(other.tenant, [logEntry('r1', at(1)), logEntry('new')]);
      expect(await one.store.log.prune('1999-01-03T00:00:00.000Z')).toBe(3);
      expect((await one.log()).map(({ requestId }) => requestId)).toEqual(['r3']);
      expect((await other.log()).map(({ requestId }) => requestId)).toEqual(['new']);
      expect(await one.store.log.prune('1999-01-03T00:00:00.000Z')).toBe(0);
    });

    it('is pruned of more than one transaction deletes', async () => {
      const bench = make();
      const old = Array.from({ length: 4_500 }, (_, at) =>
        logEntry(`r${at}`, { at: '1998-01-01T00:00:00.000Z' }),
      );
      await bench.store.log.append(bench.tenant, old);
      expect(await bench.store.log.prune('1998-06-01T00:00:00.000Z')).toBe(4_500);
      expect(await bench.log()).toEqual([]);
    });
  });
}
