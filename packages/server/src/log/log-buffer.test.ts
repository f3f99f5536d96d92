import { memoryStore, type LogEntry, type ProvisioningLog, type TenantId } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../logger.ts';
import { noMetrics } from '../metrics.ts';
import { openLogBuffer } from './log-buffer.ts';

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
  return { logBuffer: openLogBuffer({ log, logger: silentLogger, metrics }), dropped: () => dropped };
}

describe('the log buffer', () => {
  it('stores its entries in order when it is flushed', async () => {
    const { log } = memoryStore();
    const { logBuffer } = await openCounting(log);
    for (const id of ['a', 'b', 'c']) logBuffer.add(tenant, entry(id));
    expect((await log.read(tenant, { limit: 9 })).entries).toEqual([]);
    await logBuffer.flush();
    const { entries: stored } = await log.read(tenant, { limit: 9 });
    expect(stored.map(({ requestId }) => requestId)).toEqual(['c', 'b', 'a']);
  });

  it('drops and counts entries when it is full, and continues afterwards', async () => {
    const { log } = memoryStore();
    const { logBuffer, dropped } = await openCounting(log);
    for (let at = 0; at < 5_003; at += 1) logBuffer.add(tenant, entry(String(at)));
    expect(dropped()).toBe(3);
    await logBuffer.flush();
    logBuffer.add(tenant, entry('after'));
    await logBuffer.close();
    expect((await log.read(tenant, { limit: 1 })).entries[0]?.requestId).toBe('after');
  });

  it('counts entries that could not be stored, and does not fail', async () => {
    const log = { ...memoryStore().log, append: () => Promise.reject(new Error('away')) };
    const { logBuffer, dropped } = await openCounting(log);
    logBuffer.add(tenant, entry('lost'));
    await logBuffer.close();
    expect(dropped()).toBe(1);
  });

  it('drops and counts entries beyond the daily quota of a tenant, and logs that once', async () => {
    const { log } = memoryStore();
    let dropped = 0;
    const lines: object[] = [];
    const logBuffer = openLogBuffer({
      log,
      logger: { ...silentLogger, warn: (fields) => void lines.push(fields) },
      metrics: { ...noMetrics, dropped: (entries) => void (dropped += entries) },
      quota: { answered: 2, refused: 1 },
    });
    for (const id of ['a', 'b', 'c', 'd']) logBuffer.add(tenant, entry(id));
    logBuffer.add(tenant, { ...entry('refused'), status: 404 });
    await logBuffer.close();
    const { entries } = await log.read(tenant, { limit: 9 });
    expect(entries.map(({ requestId }) => requestId)).toEqual(['refused', 'b', 'a']);
    expect(dropped).toBe(2);
    expect(lines).toEqual([{ tenant, day: '2026-01-31', answered: 2, refused: 1 }]);
  });

  it('accepts nothing after it was closed', async () => {
    const { logBuffer, dropped } = await openCounting(memoryStore().log);
    await logBuffer.close();
    logBuffer.add(tenant, entry('late'));
    expect(dropped()).toBe(1);
  });
});
