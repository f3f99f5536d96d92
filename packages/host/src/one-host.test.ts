import { chmod, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listTenants } from '@scimwright/server/admin';
import { openPostgres } from '@scimwright/test-databases';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { flowConnector } from './flow-connector.fixture.ts';
import { openAdmin } from './open-admin.ts';
import { openHost, type Host } from './open-host.ts';

let folder: string;
let opened: Host[];
let lines: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scimwright-one-'));
  opened = [];
  lines = [];
});
afterEach(async () => {
  for (const host of opened) await host.close();
  await rm(folder, { recursive: true, force: true });
});

const note = (_: object, message: string): void => void lines.push(message);
const connectors = [flowConnector()];
const configOf = (env: Readonly<Record<string, string>> = {}) =>
  readConfig({ PORT: '0', DATA_DIR: join(folder, 'data'), ...env }, folder);

async function open(
  env: Readonly<Record<string, string>> = {},
  options: { readonly waitForHostMs?: number; readonly isStopped?: () => boolean } = {},
): Promise<Host> {
  const logger = { debug() {}, info: note, warn: note, error: note };
  const host = await openHost({ connectors, config: configOf(env), logger, waitForHostMs: 0, ...options });
  opened.push(host);
  return host;
}

const REFUSED = {
  name: 'HostRefusal',
  message: expect.stringMatching(
    /^Another host uses the database file .*\.sqlite, .* Stop that host, or give/,
  ),
};

it('a second host on a SQLite file is refused, whatever name it uses for the file', async () => {
  const first = await open();
  await symlink(join(folder, 'data'), join(folder, 'link'));
  await expect(open()).rejects.toMatchObject(REFUSED);
  await expect(
    open({
      DATA_DIR: join(folder, 'other'),
      DATABASE_URL: `sqlite:${join(folder, 'link', 'scimwright.sqlite')}`,
    }),
  ).rejects.toMatchObject(REFUSED);
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
});

it('of several hosts that start at once on a new file, one serves it', async () => {
  const started = await Promise.allSettled([open(), open(), open()]);
  expect(started.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(started.filter(({ status }) => status === 'rejected')).toMatchObject([
    { reason: REFUSED },
    { reason: REFUSED },
  ]);
});

it('a second host on the same port is refused at once, without waiting', async () => {
  const { url } = await open();
  const port = { PORT: new URL(url).port };
  await expect(open(port, { waitForHostMs: 3_600_000 })).rejects.toMatchObject(REFUSED);
});

it('a new host waits for a stopping one, and serves its data', async () => {
  const first = await open();
  const waiting = open({}, { waitForHostMs: 3_600_000 });
  await expect.poll(() => lines.join('\n')).toContain('another host uses the database file: waiting');
  await opened.pop()?.close();
  const second = await waiting;
  expect(second.url).not.toBe(first.url);
  expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
});

it('a host can be stopped while it waits', async () => {
  await open();
  const wait = { waitForHostMs: 3_600_000, isStopped: () => true };
  await expect(open({}, wait)).rejects.toMatchObject({
    message: expect.stringContaining('was stopped while'),
  });
});

it('the command line works with a running host, and without', async () => {
  const work = async (): Promise<number> => {
    const admin = await openAdmin(connectors, configOf(), { mustExist: true });
    const { tenants } = await listTenants(admin, { limit: 9 });
    await admin.close();
    return tenants.length;
  };
  await open();
  expect([await work(), await work()]).toEqual([0, 0]);
  await opened.pop()?.close();
  expect(await work()).toBe(0);
  await open();
});

it('a host that could not start releases the file', async () => {
  await open();
  const { url } = await open({ DATA_DIR: join(folder, 'other') });
  await opened.shift()?.close();
  const taken = { PORT: new URL(url).port };
  await expect(open(taken)).rejects.toMatchObject({ message: expect.stringContaining('is taken') });
  await open();
});

it('a folder that a host may not write is named', async () => {
  await mkdir(join(folder, 'theirs'), { mode: 0o555 });
  await chmod(folder, 0o755);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  const url = `sqlite:${join(folder, 'theirs', 'a.sqlite')}`;
  const config = { ...configOf({ DATABASE_URL: url }), dataDir: tmpdir() };
  const hold = { waitMs: 0 };
  const refused = await openAdmin(connectors, config, { hold }).catch((error: unknown) => error);
  if (isRoot) process.seteuid?.(0);
  expect(refused).toMatchObject({ message: expect.stringMatching(/^This user may not write .*a\.sqlite/) });
});

it('several hosts share a database on PostgreSQL', async () => {
  const database = await openPostgres();
  for (const data of ['one', 'two']) {
    const { url } = await open({ DATA_DIR: join(folder, data), DATABASE_URL: database.url });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  }
  for (const host of opened.splice(0)) await host.close();
  await database.close();
});
