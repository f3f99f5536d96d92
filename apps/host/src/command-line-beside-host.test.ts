import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { builtCommandLine } from './built.fixture.ts';
import { runCommand, type Ran } from './command-line.fixture.ts';
import { startHostProcess, type HostProcess } from './host-process.fixture.ts';
import { ROOT } from './is-ours.fixture.ts';

/** A running host, with people in its demo tenants. */
let dataDir: string;
let host: HostProcess;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scimwright-cli-'));
  host = await startHostProcess(dataDir);
});
afterAll(async () => {
  await host.end('SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
});

const place = () => ({ cwd: ROOT, env: { ...process.env, DATA_DIR: dataDir } });

function run(line: string): Promise<Ran> {
  return runCommand(line, place());
}

async function runJson<Value>(line: string): Promise<Value> {
  const { code, out, err } = await run(`${line} --json`);
  expect([code, err]).toEqual([0, `Database: sqlite:${dataDir}/scimwright.sqlite\n`]);
  return JSON.parse(out) as Value;
}

describe('scimwright log, events and health', () => {
  it('show the requests, events and health of a tenant', async () => {
    expect(await runJson('log bic contoso --operation create --limit 3')).toHaveLength(3);
    const about = await runJson<{ operation: string }[]>('log bic contoso --person mira.rao@contoso.example');
    expect(about).toMatchObject([{ operation: 'create', subject: 'mira.rao@contoso.example', status: 201 }]);
    expect(await runJson('log bic contoso --failures')).toEqual([]);
    expect(await run('log bic contoso --operation creat')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/no operation "creat"\. Choose one of .*create/),
    });
    expect(await runJson('log bic contoso --until 2020-01-01')).toEqual([]);
    expect((await run('log bic contoso --since 1h')).out).toMatch(
      /201 +create +User mira\.rao@contoso\.example/,
    );
    const { events, next } = await runJson<{ events: object[]; next: number }>(
      'events bic contoso --limit 2',
    );
    expect(events).toMatchObject([{ type: 'user.created' }, { type: 'user.created' }]);
    expect(await runJson(`events bic contoso --after ${next} --limit 1`)).toMatchObject({
      events: [{ type: 'user.created' }],
    });
    expect(await runJson('events bic contoso --failing')).toEqual([]);
    expect(await runJson('health bic contoso')).toMatchObject({ users: 5, groups: 1, warnings: [] });
    expect((await run('health bic contoso')).out).toContain('All is well.');
  });

  it('count users whose latest attempt failed, and the command in the output of health lists them', async () => {
    expect(await runJson('log bic contoso --unresolved')).toEqual([]);
    const title = { op: 'Replace', path: 'roles', value: [] };
    const { Resources: [mira] = [] } = (await (
      await host.send('GET', '/Users?filter=userName+eq+%22mira.rao%40contoso.example%22')
    ).json()) as { Resources: { id: string }[] };
    if (mira === undefined) throw new Error('Mira is one of the people of the demo.');
    const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [title] };
    expect((await host.send('PATCH', `/Users/${mira.id}`, body)).status).toBe(400);
    const { out } = await vi.waitFor(async () => {
      const health = await run('health bic contoso');
      expect(health.out).toContain('The latest attempt failed for 1 person or group.');
      return health;
    }, 10_000);
    expect(out).not.toContain('All is well.');
    const [, command = ''] = /npx scimwright (log .*)$/m.exec(out) ?? [];
    expect((await run(command)).out).toMatch(new RegExp(`400 +modify +${mira.id}`));
    expect(await runJson(command)).toMatchObject([{ resourceId: mira.id, status: 400 }]);
    expect(await run(`${command} --failures`)).toMatchObject({
      out: '',
      err: expect.stringContaining('cannot be used with'),
    });
  });

  it('follow new entries until Ctrl-C', async () => {
    await run('tenant create bic tailspin --entitlement user-management-api');
    const { secretToken } = await runJson<{ secretToken: string }>('token issue bic tailspin');
    const following = spawn(builtCommandLine(), ['log', 'bic', 'tailspin', '--follow'], place());
    let out = '';
    following.stdout.on('data', (text: Buffer) => (out += text.toString()));
    const ended = new Promise((resolve) => {
      following.once('close', resolve);
    });
    await vi.waitFor(() => expect(out).toContain('no such entry'), 10_000);
    await fetch(`${host.tenantUrl.replace('contoso', 'tailspin')}/Users`, {
      headers: { Authorization: `Bearer ${secretToken}` },
    });
    await vi.waitFor(() => expect(out).toMatch(/200 +query/), 10_000);
    following.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(out.match(/query/g)).toHaveLength(1);
  });
});

describe('scimwright token', () => {
  it('issues a token that opens the endpoint of a running host, until it is revoked', async () => {
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
    const next = await runJson<{ id: string }>('token issue bic fabrikam --description Next');
    expect(await run(`token revoke bic fabrikam ${id}`)).toMatchObject({
      code: 0,
      out: expect.stringContaining(`The token ${next.id} (Next) works until it is revoked.`),
    });
    expect(await status()).toBe(401);
    expect(await run(`token revoke bic fabrikam ${id}`)).toMatchObject({ code: 1 });
    expect(await run(`token revoke bic fabrikam ${next.id}`)).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /No token of this tenant works.*\nTo issue one: scimwright token issue bic fabrikam\n$/,
      ),
    });
  });

  it('issues a token that reads /Me as this user, and lists it with the id of the user', async () => {
    const named = await runJson<{ userId: string; secretToken: string }>(
      'token issue bic contoso --user mira.rao@contoso.example',
    );
    const get = (path: string) =>
      fetch(`${host.tenantUrl}${path}`, { headers: { Authorization: `Bearer ${named.secretToken}` } });
    expect(await (await get('/Me')).json()).toMatchObject({
      id: named.userId,
      userName: 'mira.rao@contoso.example',
    });
    expect((await get('/Users')).status).toBe(403);
    const byId = await run(`token issue bic contoso --user-id ${named.userId}`);
    expect(byId.out).toMatch(/^Secret Token {2}scimu_.*\n\nHand it to that user now: it reads \/Me until /);
    const { out } = await run('token list bic contoso');
    expect(out.match(new RegExp(`live +scim +${named.userId} +/Me`, 'g'))).toHaveLength(2);
  });
});

describe('scimwright handover', () => {
  it('makes a link at which a running host shows a token once', async () => {
    await run('tenant create iris fabrikam');
    const { link } = await runJson<{ link: string }>('handover create iris fabrikam --by ada');
    const { pathname } = new URL(link);
    const redeem = () => fetch(new URL(pathname, host.tenantUrl), { method: 'POST' });
    const page = await (await redeem()).text();
    expect(page).toContain('/iris/fabrikam/scim/v2');
    expect((await redeem()).status).toBe(410);
    const [token] = await runJson<[{ id: string }]>('token list iris fabrikam');
    const listed = await run('handover list iris fabrikam --json');
    expect(JSON.parse(listed.out)).toMatchObject([
      { state: 'redeemed', createdBy: 'ada', tokenId: token.id },
    ]);
    expect(listed.out).not.toMatch(/scimh_|hash/);
    expect((await run('handover list iris fabrikam')).out).toMatch(/redeemed .* ada /);
  });

  it('withdraws an unused link', async () => {
    await run('tenant create iris northwind');
    const { link, handOver } = await runJson<{ link: string; handOver: { id: string } }>(
      'handover create iris northwind',
    );
    const line = `handover withdraw iris northwind ${handOver.id}`;
    expect(await run(line)).toMatchObject({
      code: 0,
      out: expect.stringContaining('issues no token any more'),
    });
    const opened = await fetch(new URL(new URL(link).pathname, host.tenantUrl), { method: 'POST' });
    expect([opened.status, await opened.text()]).toEqual([410, expect.stringContaining('was withdrawn on')]);
    expect(await runJson('handover list iris northwind')).toMatchObject([{ state: 'withdrawn' }]);
    expect(await run(line)).toMatchObject({ code: 1, err: expect.stringContaining('was withdrawn on') });
  });
});
