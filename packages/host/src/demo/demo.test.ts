import { access, chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTenant, issueToken, removeTenant, tenantOf } from '@scimwright/server/admin';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { flowConnector } from '../flow-connector.fixture.ts';
import { openAdmin, type Admin } from '../open-admin.ts';
import { openHost, type Host } from '../open-host.ts';

const flow = flowConnector();
const desk = flowConnector('desk');
const connectors = [flow, desk];

let folder: string;
let host: Host | undefined;
let logged: { level: string; message: string }[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scimwright-demo-'));
  logged = [];
});
afterEach(async () => {
  await stop();
  await rm(folder, { recursive: true, force: true });
});

async function stop(): Promise<void> {
  await host?.close();
  host = undefined;
}

type Options = Partial<Pick<Parameters<typeof openHost>[0], 'demo' | 'connectors'>>;

/** Starts a new host over the data folder. */
async function start(options: Options = {}, env: Readonly<Record<string, string>> = {}): Promise<Host> {
  await stop();
  const at = (level: string) => (_: object, message: string) => void logged.push({ level, message });
  const logger = { debug: () => undefined, info: at('info'), warn: at('warn'), error: at('error') };
  const config = readConfig({ DATA_DIR: folder, PORT: '0', ...env }, folder);
  host = await openHost({ connectors, config, logger, ...options });
  return host;
}

const said = (level: string): string =>
  logged
    .filter((line) => line.level === level)
    .map(({ message }) => message)
    .join('\n');

/** Opens the database as the command line does, without a host. */
async function administer<Result>(work: (admin: Admin) => Promise<Result>): Promise<Result> {
  const admin = await openAdmin(connectors, readConfig({ DATA_DIR: folder }, folder));
  return work(admin).finally(() => admin.close());
}

const file = (name: string): string => join(folder, name);
const usersOf = async (tenant: Host['tenants'][number] | undefined): Promise<number> => {
  const headers = { Authorization: `Bearer ${tenant?.secretToken}` };
  const answer = await fetch(`${tenant?.tenantUrl}/Users?count=0`, { headers });
  return ((await answer.json()) as { totalResults: number }).totalResults;
};

describe('a host without a demo', () => {
  it('has no tenant, and writes no demo file', async () => {
    const { tenants, store } = await start();
    expect(tenants).toEqual([]);
    expect(await store.tenants.list({ connector: undefined, after: undefined, limit: 9 })).toEqual([]);
    for (const name of ['demo.json', 'demo-made.json']) {
      await expect(access(file(name))).rejects.toMatchObject({ code: 'ENOENT' });
    }
  });

  it('warns of demo tenants from an earlier start, and leaves them alone', async () => {
    await start({ demo: 'empty' });
    const before = await readFile(file('demo.json'), 'utf8');
    const { tenants } = await start({}, { PUBLIC_URL: 'https://scim.example' });
    expect(tenants).toEqual([]);
    expect(said('warn')).toContain('scimwright tenant delete flow contoso --yes');
    expect(said('warn')).toContain(file('demo.json'));
    expect(said('warn')).not.toContain('scimw_');
    expect(await readFile(file('demo.json'), 'utf8')).toBe(before);

    await administer(async (admin) => {
      for (const { id } of connectors)
        await removeTenant(admin, await tenantOf(admin, id, 'contoso'), 'contoso');
    });
    logged = [];
    await start();
    expect(said('warn')).toBe('');
  });
});

describe('a host with a demo', () => {
  it.each(['PUBLIC_URL', 'DATABASE_URL'])('is not made if %s is set, and the log says why', async (name) => {
    const values = { PUBLIC_URL: 'https://scim.example', DATABASE_URL: `sqlite:${file('own.sqlite')}` };
    const { tenants, store } = await start(
      { demo: 'filled' },
      { [name]: values[name as keyof typeof values] }, // the names of the table above
    );
    expect(tenants).toEqual([]);
    expect(await store.tenants.list({ connector: undefined, after: undefined, limit: 9 })).toEqual([]);
    expect(said('info')).toContain(`There is no demo: ${name} is set.`);
  });

  it('creates each tenant with or without people, and keeps it and its token at the next start', async () => {
    const { tenants } = await start({ demo: 'filled' });
    expect(tenants).toMatchObject(connectors.map(({ id }) => ({ connector: id, tenant: 'contoso' })));
    expect(await Promise.all(tenants.map(usersOf))).toEqual([5, 5]);
    const secrets = tenants.map(({ secretToken }) => secretToken);
    const again = await start({ demo: 'empty' });
    expect(again.tenants.map(({ secretToken }) => secretToken)).toEqual(secrets);
    expect(await Promise.all(again.tenants.map(usersOf))).toEqual([5, 5]);
    expect(said('warn')).toBe('');
  });

  it('gives its tenants new tokens if demo.json is gone', async () => {
    const [before] = (await start({ demo: 'empty' })).tenants;
    await stop();
    await rm(file('demo.json'));
    const [after] = (await start({ demo: 'empty' })).tenants;
    expect(after?.secretToken).not.toBe(before?.secretToken);
    expect(await usersOf(after)).toBe(0);
  });

  it("leaves a customer's tenant of the same name alone, no matter who issued its tokens", async () => {
    const secret = await administer(async (admin) => {
      const tenant = await createTenant(admin, { connector: 'flow', name: 'contoso' });
      return (await issueToken(admin, tenant, { createdBy: 'demo' })).secret;
    });
    // An earlier version of the demo wrote such a file.
    const entry = { connector: 'flow', tenant: 'contoso', tenantUrl: 'http://x', secretToken: secret };
    await writeFile(file('demo.json'), JSON.stringify([entry]));
    const { tenants, store } = await start({ demo: 'filled' });
    expect(tenants.map(({ connector }) => connector)).toEqual(['desk']);
    expect(await readFile(file('demo.json'), 'utf8')).not.toContain(secret);
    const customer = await store.tenants.get('flow', 'contoso');
    expect(customer && (await store.tokens.list(customer.id))).toMatchObject([{ createdBy: 'demo' }]);
    expect(await usersOf({ ...entry, tenantUrl: `${host?.url}/flow/contoso/scim/v2` })).toBe(0);
    expect(said('warn')).toContain(
      'The demo did not create its tenant "contoso", so it leaves that tenant alone.',
    );
  });

  it('neither recreates a deleted tenant, nor takes over one with its name', async () => {
    await start({ demo: 'empty' });
    await stop();
    await administer(async (admin) =>
      removeTenant(admin, await tenantOf(admin, 'flow', 'contoso'), 'contoso'),
    );
    expect((await start({ demo: 'filled' })).tenants.map(({ connector }) => connector)).toEqual(['desk']);
    await stop();
    await administer(async (admin) => createTenant(admin, { connector: 'flow', name: 'contoso' }));
    const { tenants, store } = await start({ demo: 'filled' });
    expect(tenants.map(({ connector }) => connector)).toEqual(['desk']);
    const customer = await store.tenants.get('flow', 'contoso');
    expect(customer && (await store.tokens.list(customer.id))).toEqual([]);
  });

  it('starts over in a new database', async () => {
    await start({ demo: 'empty' });
    await stop();
    for (const end of ['', '-wal', '-shm']) await rm(file(`scimwright.sqlite${end}`), { force: true });
    expect((await start({ demo: 'empty' })).tenants).toHaveLength(2);
    await stop();
    await rm(file('scimwright.sqlite'));
    await administer(async (admin) => createTenant(admin, { connector: 'flow', name: 'contoso' }));
    expect((await start({ demo: 'empty' })).tenants.map(({ connector }) => connector)).toEqual(['desk']);
  });

  it('writes its tokens to a private file, even over a draft that others could read', async () => {
    await writeFile(file('demo.json.new'), 'left behind');
    await chmod(file('demo.json.new'), 0o644);
    await start({ demo: 'empty' });
    expect(((await stat(file('demo.json'))).mode & 0o777).toString(8)).toBe('600');
  });

  it('logs a warning if it fails, and the host is still ready', async () => {
    await mkdir(file('demo.json'));
    const { url } = await start({ demo: 'empty' });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(said('warn')).toContain('The demo failed. The host runs without it.');
  });
});

it('a host without a connector is refused with an explanation', async () => {
  await expect(start({ connectors: [] })).rejects.toThrow('This host has no connector');
});
