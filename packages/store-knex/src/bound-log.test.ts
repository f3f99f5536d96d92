import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { TenantId } from '@scimwright/store';
import { openSession } from '@scimwright/test-databases';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boundLog } from './bound-log.ts';
import { sqlite } from './dialect/sqlite.ts';
import { inTransaction } from './in-transaction.ts';
import { logEntry } from './log-entry.fixture.ts';
import { openKnex } from './open-knex.ts';
import { openStore } from './open-store.ts';

const AT = '2026-01-31T12:00:00.000Z';
const LATER = '2026-03-31T12:00:00.000Z';
const MIB = 1_048_576;

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scimwright-log-'));
  file = join(folder, 'data.sqlite');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Reads in overlapping transactions, so that there is no moment in which nobody reads. */
async function readAlways(whileTrue: () => boolean): Promise<void> {
  const readOver = async (pause: number): Promise<void> => {
    const session = await openSession(`sqlite:${file}`);
    while (whileTrue()) {
      await session.run('begin');
      await session.run('select count(*) from probes');
      await setTimeout(pause);
      await session.run('commit');
    }
    await session.close();
  };
  await Promise.all([readOver(11), readOver(13), readOver(17)]);
}

describe('the write-ahead log of SQLite', () => {
  it.each([
    { what: 'stays short', bounds: { every: 5, bytes: MIB }, isShort: true },
    { what: 'would grow without end otherwise', bounds: { every: 5, bytes: Infinity }, isShort: false },
  ])('$what while there are readers at any time', async ({ bounds, isShort }) => {
    await (await openStore({ url: `sqlite:${file}` })).close();
    const dialect = sqlite(file);
    await dialect.prepare();
    const writing = openKnex(dialect.writer, undefined);
    const keepLogShort = boundLog(writing, dialect, bounds);
    let isWriting = true;
    const reading = readAlways(() => isWriting);
    const sizes: number[] = [];
    for (let n = 0; n < 100; n += 1) {
      await keepLogShort();
      await inTransaction(writing, dialect, async ({ run }) => {
        const filler = String(n).repeat(100_000);
        await run('insert into probes (id, filler) values (1, ?) on conflict (id) do update set filler = ?', [
          filler,
          filler,
        ]);
        return { keep: true, result: undefined };
      });
      sizes.push((await stat(`${file}-wal`)).size);
    }
    isWriting = false;
    await reading;
    await writing.destroy();
    // Five transactions of at most 200 kB each, and their pages.
    expect(Math.max(...sizes) < 4 * MIB).toBe(isShort);
  });
});

it('a SQLite file that is written, pruned and written again does not grow', async () => {
  const store = await openStore({ url: `sqlite:${file}` });
  const tenant = 't1' as TenantId;
  const fill = async (turn: number): Promise<number> => {
    for (let at = 0; at < 4_000; at += 200) {
      await store.log.append(
        tenant,
        Array.from({ length: 200 }, (_, n) =>
          logEntry({
            at: AT,
            requestId: `r${turn}-${at + n}`,
            method: 'PATCH',
            operation: 'modify',
            resourceId: `u${Math.imul(at + n + 1, 2_654_435_761) >>> 0}`,
            subject: `ada-${turn}-${at + n}`,
            detail: 'x'.repeat(n),
          }),
        ),
      );
    }
    expect(await store.scrub()).toBe(true);
    return (await stat(file)).size;
  };
  const sizes: number[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    sizes.push(await fill(turn));
    expect(await store.log.prune(LATER)).toBe(4_000);
  }
  await store.close();
  const [first = 0, ...others] = sizes;
  expect(first).toBeGreaterThan(MIB);
  // Pages split in other places; free pages are used again.
  for (const size of others) expect(size).toBeLessThan(first * 1.1);
});
