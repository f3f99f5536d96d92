import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAdmin, readConfig } from '@scimwright/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addMembers, bicGroup, bicUser } from './bic-user.fixture.ts';
import { connectors } from './connectors.ts';
import { startHostProcess, type HostProcess } from './host-process.fixture.ts';

let dataDir: string;
let host: HostProcess | undefined;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scimwright-durability-'));
});
afterEach(async () => {
  await host?.end('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

/** What the host said is stored: users by id with their title, members by user id. */
interface Acknowledged {
  readonly created: string[];
  readonly disabled: string[];
  readonly members: string[];
}

const idOf = async (answer: Response): Promise<string> => ((await answer.json()) as { id: string }).id;

/** Creates, disables and adds to a group, as fast as answers come, until the host is gone. */
async function writeUntilKilled(
  running: HostProcess,
  group: string,
  worker: string,
  done: Acknowledged,
): Promise<void> {
  for (let at = 0; ; at += 1) {
    try {
      const create = await running.send('POST', '/Users', bicUser(`${worker}-${at}`));
      expect(create.status).toBe(201);
      const id = await idOf(create);
      done.created.push(id);
      const disable = await running.send('PATCH', `/Users/${id}`, {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [{ op: 'Replace', path: 'active', value: 'False' }],
      });
      expect(disable.status).toBe(200);
      done.disabled.push(id);
      const add = await running.send('PATCH', `/Groups/${group}`, addMembers(id));
      expect(add.status).toBe(204);
      done.members.push(id);
    } catch (error) {
      if (error instanceof TypeError || isAborted(error)) return; // fetch's way to say that nobody answered
      throw error;
    }
  }
}

function isAborted(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'UND_ERR_SOCKET';
}

describe('a write that was acknowledged', () => {
  it(
    'survives kill -9 in the middle of a stream of writes, with its event',
    { timeout: 120_000 },
    async () => {
      const done: Acknowledged = { created: [], disabled: [], members: [] };
      host = await startHostProcess(dataDir, { args: ['--empty'] });
      const group = await idOf(await host.send('POST', '/Groups', bicGroup('Survivors')));
      for (const round of [1, 2, 3]) {
        const running = host;
        const target = done.members.length + 60;
        const writers = Array.from({ length: 8 }, (_, at) =>
          writeUntilKilled(running, group, `r${round}-w${at}`, done),
        );
        while (done.members.length < target) {
          await new Promise((resolve) => {
            setTimeout(resolve, 5);
          });
        }
        expect((await running.end('SIGKILL')).signal).toBe('SIGKILL');
        await Promise.all(writers);
        host = await startHostProcess(dataDir);
      }

      for (const id of done.created) expect((await host.send('GET', `/Users/${id}`)).status).toBe(200);
      for (const id of done.disabled) {
        expect(await (await host.send('GET', `/Users/${id}`)).json()).toMatchObject({ active: false });
      }
      const { members } = (await (await host.send('GET', `/Groups/${group}`)).json()) as {
        members: { value: string }[];
      };
      const present = new Set(members.map(({ value }) => value));
      expect(done.members.filter((id) => !present.has(id))).toEqual([]);
      expect(present.size).toBe(members.length);
      await host.end('SIGTERM');

      const told = await readEvents();
      expect(done.created.filter((id) => !told.has(`user.created ${id}`))).toEqual([]);
      expect(done.disabled.filter((id) => !told.has(`user.disabled ${id}`))).toEqual([]);
      expect(done.members.filter((id) => !told.has(`group.members.added ${id}`))).toEqual([]);
      // The other way round: an event is never there without its write.
      const addedIds = [...told].flatMap((line) =>
        line.startsWith('group.members.added ') ? [line.slice(20)] : [],
      );
      expect(addedIds.filter((id) => !present.has(id))).toEqual([]);
    },
  );
});

async function readEvents(): Promise<ReadonlySet<string>> {
  const admin = await openAdmin(connectors, readConfig({ DATA_DIR: dataDir }, dataDir));
  const told = new Set<string>();
  for (let after = 0; ;) {
    const events = await admin.store.outbox.read({ tenant: undefined, after, limit: 500 });
    for (const { type, resourceId, data } of events) {
      const about = Array.isArray(data['members']) ? (data['members'] as readonly string[]) : [resourceId];
      for (const id of about) told.add(`${type} ${id}`);
    }
    const last = events.at(-1);
    if (last === undefined) break;
    after = last.seq;
  }
  await admin.close();
  return told;
}
