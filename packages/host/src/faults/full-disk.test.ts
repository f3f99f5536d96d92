import { execFile } from 'node:child_process';
import { chown, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { USER } from '@scimwright/core/schema';
import { openPostgres, openSession, openSqlite } from '@scimwright/test-databases';
import { afterEach, expect, it } from 'vitest';
import { openFaulty, type FaultyHost } from './faulty-host.fixture.ts';
import { expectAway } from './operations.fixture.ts';
import { openSmallDisk, type SmallDisk } from './small-disk.fixture.ts';

/** A database on a disk that can be filled. */
interface Bench {
  readonly url: string;
  readonly fill: () => Promise<unknown>;
  readonly free: () => Promise<unknown>;
}

const after: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const work of after.splice(0).toReversed()) await work();
});

async function smallDisk(megabytes: number): Promise<SmallDisk> {
  const disk = await openSmallDisk(megabytes);
  if (disk === undefined) throw new Error('No file system could be mounted.');
  after.push(disk.close);
  return disk;
}

/** Makes every further write to a SQLite file need more space. */
async function emptyLog(url: string): Promise<void> {
  const session = await openSession(url);
  await session.run('pragma wal_checkpoint(truncate)');
  await session.close();
}

async function onSmallDisk(): Promise<Bench> {
  const disk = await smallDisk(8);
  const url = `sqlite:${join(disk.path, 'scimwright.sqlite')}`;
  const fill = async () => {
    await emptyLog(url);
    await disk.fill();
  };
  return { url, fill, free: disk.free };
}

async function withinQuota(): Promise<Bench> {
  const { url, close } = await openSqlite();
  after.push(close);
  const limit = (bytes: number | 'unlimited') =>
    promisify(execFile)('prlimit', [`--pid=${process.pid}`, `--fsize=${bytes}:unlimited`]);
  const fill = async () => {
    await emptyLog(url);
    await limit(4_096);
  };
  return { url, fill, free: () => limit('unlimited') };
}

/** Only the tables are on the small disk: without space for its write-ahead log, the server would stop. */
async function onSmallTablespace(): Promise<Bench> {
  const disk = await smallDisk(64);
  const { url, close } = await openPostgres();
  const elsewhere = new URL(url);
  elsewhere.pathname = 'postgres';
  const server = await openSession(elsewhere.href);
  const [settings] = await server.run('show data_directory');
  const { uid, gid } = await stat(String(settings?.['data_directory']));
  const location = join(disk.path, 'space');
  await mkdir(location);
  await chown(location, uid, gid);
  const name = new URL(url).pathname.slice(1);
  await server.run(`create tablespace ${name} location '${location}'`);
  await server.run(`alter database ${name} set tablespace ${name}`);
  after.push(async () => {
    await close();
    await server.run(`drop tablespace ${name}`);
    await server.close();
  });
  return { url, fill: disk.fill, free: disk.free };
}

const mayMount = (await openSmallDisk(1).then((disk) => disk?.close().then(() => true))) === true;
const isLinux = process.platform === 'linux';

/** Creates users of some kilobytes each until there is no space for one. */
async function writeUntilFull({ send }: FaultyHost): Promise<void> {
  for (let sent = 0; sent < 500; sent += 1) {
    const title = `${sent} ${'x'.repeat(6_000)}`;
    const body = { schemas: [USER], userName: `filler-${sent}@contoso.example`, active: true, title };
    const answer = await send({ method: 'POST', path: '/Users', body });
    if (answer.status === 201) continue;
    expectAway(answer);
    return;
  }
  throw new Error('There was room for everybody.');
}

// Skipped where impossible: only root may mount a file system, and prlimit is a Linux tool.
const disks = [
  { what: 'SQLite, on a full disk', open: onSmallDisk, code: 'SQLITE_FULL', can: mayMount },
  { what: 'SQLite, beyond its quota', open: withinQuota, code: 'SQLITE_IOERR', can: isLinux },
  { what: 'PostgreSQL, in a full tablespace', open: onSmallTablespace, code: '53100', can: mayMount },
] as const;

for (const { what, open, code, can } of disks) {
  it.skipIf(!can)(`a host on ${what} is ready, reads, and reports that it cannot write`, async () => {
    const { url, fill, free } = await open();
    const faulty = await openFaulty(url);
    after.push(faulty.close);
    const id = await faulty.make('/Users', { schemas: [USER], userName: 'ada@contoso.example' });
    const full = async () =>
      (await faulty.page('/metrics')).text.match(/^scimwright_database_full (\d)$/m)?.[1];
    const health = async () => (await faulty.page('/admin/api/tenants/flow/contoso/health')).text;
    const ready = () => faulty.page('/readyz');
    expect([await ready(), await full()]).toEqual([{ status: 200, text: 'ready\n' }, '0']);

    await fill();
    after.push(free);
    await writeUntilFull(faulty);
    expect(await ready()).toMatchObject({
      status: 200,
      text: expect.stringMatching(`^ready\nNothing .*${code}`),
    });
    expect(await full()).toBe('1');
    expect(await health()).toContain('Nothing can be written');
    expect(await faulty.send({ path: `/Users/${id}` })).toMatchObject({ status: 200 });
    await expect(faulty.host.store.probe()).rejects.toMatchObject({ name: 'StoreUnavailable', code });
    expect((await ready()).text).toContain(code);

    // No client writes, and the host is not restarted.
    await free();
    await expect.poll(ready, { timeout: 25_000 }).toEqual({ status: 200, text: 'ready\n' });
    expect(await full()).toBe('0');
    expect(await health()).not.toContain('Nothing can be written');
    await faulty.make('/Users', { schemas: [USER], userName: 'bob@contoso.example' });
    expect(faulty.lines.join('\n')).toMatch(/Nothing can be written.*\n[^]*there is space .* again/);
  });
}
