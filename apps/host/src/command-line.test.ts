import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startHostProcess, type HostProcess } from './host-process.fixture.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PROGRAM = join(ROOT, 'node_modules/.bin/scimwright');

let dataDir: string;
let host: HostProcess | undefined;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scimwright-cli-'));
});
afterEach(async () => {
  await host?.end('SIGTERM');
  host = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(line: string, cwd = ROOT): Promise<Ran> {
  const env = { ...process.env, DATA_DIR: dataDir };
  return new Promise((resolve) => {
    execFile(PROGRAM, line.split(' '), { cwd, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

async function runJson<Value>(line: string): Promise<Value> {
  const { code, out, err } = await run(`${line} --json`);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as Value;
}

describe('scimwright tenant', () => {
  it('creates, shows, changes and lists tenants', async () => {
    await runJson(
      'tenant create bic fabrikam --entitlement user-management-api --settings {"roles":["Editor"]}',
    );
    expect(await runJson('tenant show bic fabrikam')).toMatchObject({
      connector: 'bic',
      tenant: 'fabrikam',
      tenantUrl: 'http://127.0.0.1:8080/bic/fabrikam/scim/v2',
      enabled: true,
      entitlements: ['user-management-api'],
      settings: { roles: ['Editor'] },
    });
    expect(await runJson('tenant set bic fabrikam --no-enabled')).toMatchObject({ enabled: false });
    expect(await runJson('tenant list')).toMatchObject([
      { tenant: 'fabrikam', enabled: false, settings: { roles: ['Editor'] } },
    ]);
    expect((await run('tenant list')).out).toMatch(/bic +fabrikam +disabled/);
  });

  it('says what to do when there is none', async () => {
    expect((await run('tenant list')).out).toContain('scimwright tenant create');
  });

  it.each([
    ['tenant create bix fabrikam', 'There is no connector "bix". This host has bic'],
    ['tenant create bic Fabrikam!', 'lower-case letters'],
    ['tenant create bic fabrikam --settings {"rolls":[]}', 'rolls'],
    ['tenant create bic fabrikam --settings {', 'It must be JSON'],
    ['tenant show bic nobody', 'has no tenant "nobody"'],
    ['token issue bic nobody', 'has no tenant "nobody"'],
    ['token issue bic nobody --expires soon', 'It must be a date'],
  ])('refuses "%s" in a sentence, with exit code 1', async (line, words) => {
    const { code, out, err } = await run(line);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(words);
    expect(err).not.toContain('    at ');
  });

  it('refuses a second tenant of one name', async () => {
    await run('tenant create bic fabrikam');
    expect(await run('tenant create bic fabrikam')).toMatchObject({
      code: 1,
      err: expect.stringContaining('already'),
    });
  });

  it('says where to run it when the folder belongs to no host', async () => {
    expect(await run('tenant list', tmpdir())).toMatchObject({
      code: 1,
      err: expect.stringContaining('package.json'),
    });
  });
});

describe('scimwright token', () => {
  it('issues a token that opens the endpoint of a running host, until it is revoked', async () => {
    host = await startHostProcess(dataDir, { args: ['--empty'] });
    await runJson('tenant create bic fabrikam --entitlement user-management-api');
    const { id, secretToken } = await runJson<{ id: string; secretToken: string }>(
      'token issue bic fabrikam',
    );
    const url = `${host.tenantUrl.replace('contoso', 'fabrikam')}/Users`;
    const status = async () =>
      (await fetch(url, { headers: { Authorization: `Bearer ${secretToken}` } })).status;
    expect(await status()).toBe(200);
    const listed = await run('token list bic fabrikam --json');
    expect(JSON.parse(listed.out)).toMatchObject([{ id, state: 'live', createdBy: 'command line' }]);
    expect(listed.out).not.toContain(secretToken);
    expect(listed.out).not.toContain('hash');
    expect((await run(`token revoke bic fabrikam ${id}`)).code).toBe(0);
    expect(await status()).toBe(401);
    expect(await run(`token revoke bic fabrikam ${id}`)).toMatchObject({ code: 1 });
  });

  it('is refused without the entitlement, and says what to do', async () => {
    await run('tenant create bic fabrikam');
    expect(await run('token issue bic fabrikam')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/user-management-api.*bicsupport@gbtec\.de/),
    });
  });
});
