import { memoryStore, type LogEntry, type ProvisioningLog, type TenantId } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../logger.ts';
import { noMetrics } from '../metrics.ts';
import { openReadLog } from './read-log.ts';

const tenant = 't1' as TenantId;
const entry = (requestId: string): LogEntry => ({
  at: '2026-01-31T12:00:00.000Z',
  requestId,
  method: 'GET',
  operation: 'query',
  resourceType: 'User',
  resourceId: undefined,
  subject: undefined,
  status: 200,
  scimType: undefined,
  detail: undefined,
  changed: [],
  written: [],
  ignored: [],
  leftOut: [],
  departures: [],
  filter: undefined,
});

async function openCounting(log: ProvisioningLog) {
  let dropped = 0;
  const metrics = { ...noMetrics, dropped: (entries: number) => void (dropped += entries) };
  return { readLog: openReadLog({ log, logger: silentLogger, metrics }), dropped: () => dropped };
}

describe('the log of reads', () => {
  it('stores what is waiting when it is flushed, in order', async () => {
    const { log } = memoryStore();
    const { readLog } = await openCounting(log);
    for (const id of ['a', 'b', 'c']) readLog.add(tenant, entry(id));
    expect((await log.read(tenant, { limit: 9 })).entries).toEqual([]);
    await readLog.flush();
    const { entries: stored } = await log.read(tenant, { limit: 9 });
    expect(stored.map(({ requestId }) => requestId)).toEqual(['c', 'b', 'a']);
  });

  it('drops and counts what comes when too much is waiting, and goes on afterwards', async () => {
    const { log } = memoryStore();
    const { readLog, dropped } = await openCounting(log);
    for (let at = 0; at < 5_003; at += 1) readLog.add(tenant, entry(String(at)));
    expect(dropped()).toBe(3);
    await readLog.flush();
    readLog.add(tenant, entry('after'));
    await readLog.close();
    expect((await log.read(tenant, { limit: 1 })).entries[0]?.requestId).toBe('after');
  });

  it('counts what could not be stored, and does not fail', async () => {
    const log = { ...memoryStore().log, append: () => Promise.reject(new Error('away')) };
    const { readLog, dropped } = await openCounting(log);
    readLog.add(tenant, entry('lost'));
    await readLog.close();
    expect(dropped()).toBe(1);
  });

  it('drops and counts what is beyond the quota of a tenant and a day, and says so once', async () => {
    const { log } = memoryStore();
    let dropped = 0;
    const lines: object[] = [];
    const readLog = openReadLog({
      log,
      logger: { ...silentLogger, warn: (fields) => void lines.push(fields) },
      metrics: { ...noMetrics, dropped: (entries) => void (dropped += entries) },
      quota: { answered: 2, refused: 1 },
    });
    for (const id of ['a', 'b', 'c', 'd']) readLog.add(tenant, entry(id));
    readLog.add(tenant, { ...entry('refused'), status: 404 });
    await readLog.close();
    const { entries } = await log.read(tenant, { limit: 9 });
    expect(entries.map(({ requestId }) => requestId)).toEqual(['refused', 'b', 'a']);
    expect(dropped).toBe(2);
    expect(lines).toEqual([{ tenant, day: '2026-01-31', answered: 2, refused: 1 }]);
  });

  it('takes nothing after it was closed', async () => {
    const { readLog, dropped } = await openCounting(memoryStore().log);
    await readLog.close();
    readLog.add(tenant, entry('late'));
    expect(dropped()).toBe(1);
  });
});
