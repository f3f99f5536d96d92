import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAdmin, readConfig } from '@scimwright/host/internal';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bicUser } from './bic-user.fixture.ts';
import { connectors } from './connectors.ts';
import { startHostProcess, type HostProcess } from './host-process.fixture.ts';
import { openListener } from './open-listener.fixture.ts';

const CONCURRENCY = 8;

let folder: string;
let host: HostProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scimwright-events-'));
});
afterEach(async () => {
  await host?.end('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const replace = (path: string, value: string) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: [{ op: 'Replace', path, value }],
});

/** Creates, renames and disables users until the host is gone, and records the acknowledged writes. */
async function writeUntilKilled(running: HostProcess, worker: string, stored: string[]): Promise<void> {
  for (let at = 0; ; at += 1) {
    try {
      const created = await running.send('POST', '/Users', bicUser(`${worker}-${at}`));
      const { id } = (await created.json()) as { id: string };
      stored.push(`${id} user.created`);
      if ((await running.send('PATCH', `/Users/${id}`, replace('displayName', 'New'))).ok)
        stored.push(`${id} user.updated`);
      if ((await running.send('PATCH', `/Users/${id}`, replace('active', 'False'))).ok)
        stored.push(`${id} user.disabled`);
    } catch (error) {
      if (running.process.killed) return;
      throw error;
    }
  }
}

async function wait(ms: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

describe('an event of an acknowledged write', () => {
  it(
    'reaches the handler, in order for each user, even if the host is killed during deliveries',
    { timeout: 120_000 },
    async () => {
      const listener = await openListener(folder, { timeoutMs: 400, concurrency: CONCURRENCY });
      const { main } = listener;
      const readTold = async () => (await listener.told()).filter(({ phase }) => phase === 'end');
      const dataDir = join(folder, 'data');
      const stored: string[] = [];
      const kills = 3;
      host = await startHostProcess(dataDir, { main, args: ['--empty'] });
      for (let round = 1; round <= kills; round += 1) {
        const running = host;
        const target = (await readTold()).length + 60;
        const writers = Array.from({ length: 4 }, (_, at) =>
          writeUntilKilled(running, `r${round}-w${at}`, stored),
        );
        while ((await readTold()).length < target) await wait(5);
        await running.end('SIGKILL');
        await Promise.all(writers);
        host = await startHostProcess(dataDir, { main });
      }
      const metrics = async () => (await fetch(new URL('/metrics', host?.tenantUrl))).text();
      while (!(await metrics()).includes('scimwright_events_pending 0\n')) await wait(20);
      expect(await host.end('SIGTERM')).toEqual({ code: 0, signal: null });

      const told = await readTold();
      const heard = new Set(told.map(({ resource, type }) => `${resource} ${type}`));
      expect(stored.filter((line) => !heard.has(line))).toEqual([]);
      for (const id of new Set(told.map(({ resource }) => resource))) {
        const own = told.filter(({ resource }) => resource === id).map(({ seq }) => seq);
        expect(own).toEqual(own.toSorted((left, right) => left - right));
      }
      // Only an event in delivery when the host was killed may arrive twice.
      const twice = told.length - new Set(told.map(({ seq }) => seq)).size;
      expect(twice).toBeLessThanOrEqual(kills * CONCURRENCY);

      const admin = await openAdmin(connectors, readConfig({ DATA_DIR: dataDir }, folder));
      const events = await admin.store.outbox.read({ tenant: undefined, after: 0, limit: 100_000 });
      await admin.close();
      const seqs = new Set(told.map(({ seq }) => seq));
      expect(events.filter(({ seq }) => !seqs.has(seq))).toEqual([]);
      expect(seqs.size).toBe(events.length);
    },
  );
});
