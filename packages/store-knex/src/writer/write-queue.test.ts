import type { Change, TenantId } from '@scimwright/store';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openWriteQueue, type NextWrite, type WaitingBatch, type WaitingWork } from './write-queue.ts';

const nothing = (): void => undefined;

/** A batch with a number of rows. Its name is its tenant and a number, such as `a1`. */
function batch(name: string, rows = 1): WaitingBatch {
  const changes = Array.from({ length: rows }, (): Change => ({
    kind: 'remove',
    type: 'User',
    id: name,
    expected: undefined,
    at: '',
  }));
  return {
    kind: 'batch',
    batch: { tenant: name.slice(0, 1) as TenantId, changes },
    resolve: nothing,
    reject: nothing,
  };
}

const work = (): WaitingWork => ({ kind: 'work', run: () => Promise.resolve(), reject: nothing });

function shown(next: NextWrite | undefined): readonly string[] | 'work' | undefined {
  if (next === undefined || next.kind === 'work') return next?.kind;
  return next.batches.map(({ batch: { changes } }) => (changes[0]?.kind === 'remove' ? changes[0].id : ''));
}

function queueOf(...items: readonly (WaitingBatch | WaitingWork)[]) {
  const queue = openWriteQueue();
  for (const item of items) queue.add(item);
  return queue;
}

const many = (tenant: string, count: number, rows = 1): readonly WaitingBatch[] =>
  Array.from({ length: count }, (_, at) => batch(`${tenant}${at}`, rows));

describe('a waiting batch', () => {
  it('is taken in turns: the first of each tenant, then the second of each', () => {
    const queue = queueOf(...['a1', 'a2', 'a3', 'b1', 'b2', 'c1'].map((name) => batch(name)));
    expect(shown(queue.next())).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
    expect(queue.next()).toBeUndefined();
  });

  it('is in the next transaction, however many batches of another tenant wait', () => {
    const queue = queueOf(...many('a', 200), batch('b1'));
    expect(shown(queue.next())).toContain('b1');
  });

  it('comes before the second large batch of another tenant', () => {
    const queue = queueOf(...many('a', 3, 1_000), batch('b1'), batch('c1'));
    expect([shown(queue.next()), shown(queue.next()), shown(queue.next())]).toEqual([
      ['a0'],
      ['b1', 'c1'],
      ['a1'],
    ]);
  });

  it('with many rows gets its turn, however many batches of other tenants arrive', () => {
    const queue = queueOf(batch('b1', 400), ...many('a', 3, 400));
    expect([shown(queue.next()), shown(queue.next())]).toEqual([['b1'], ['a0']]);
    queue.add(batch('b2', 400));
    expect([shown(queue.next()), shown(queue.next())]).toEqual([['a1'], ['b2']]);
  });

  it('takes turns with work that belongs to no tenant', () => {
    const queue = queueOf(batch('a1'), work(), work(), ...many('a', 100));
    expect(shown(queue.next())).toHaveLength(64);
    expect(shown(queue.next())).toBe('work');
    expect(shown(queue.next())).toHaveLength(37);
    expect(shown(queue.next())).toBe('work');
  });

  it('is taken once, in the order of its tenant, within the limits of a transaction', () => {
    const drawn = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(1, 3, 260, 600)), {
      maxLength: 150,
    });
    fc.assert(
      fc.property(drawn, (items) => {
        const sent = items.map(([tenant, rows], at) => batch(`${tenant}${at}`, rows));
        const queue = queueOf(...sent);
        const taken: WaitingBatch[] = [];
        for (let next = queue.next(); next?.kind === 'batches'; next = queue.next()) {
          const rows = next.batches.reduce((sum, { batch: { changes } }) => sum + changes.length, 0);
          expect(next.batches.length).toBeLessThanOrEqual(64);
          expect(next.batches.length === 1 || rows <= 500).toBe(true);
          taken.push(...next.batches);
        }
        for (const tenant of ['a', 'b', 'c']) {
          const own = (of: readonly WaitingBatch[]) => of.filter((each) => each.batch.tenant === tenant);
          expect(own(taken)).toEqual(own(sent));
        }
        expect(taken).toHaveLength(sent.length);
      }),
    );
  });
});
