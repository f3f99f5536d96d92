import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openAdmin, readConfig } from '@scimwright/host/internal';
import { builtCommandLine } from './built.fixture.ts';
import { connectors } from './connectors.ts';
import { startHostProcess, type HostProcess } from './host-process.fixture.ts';
import { ROOT } from './is-ours.fixture.ts';

const PROGRAM = builtCommandLine();

let dataDir: string;
let host: HostProcess | undefined;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scimwright-cli-'));
  // A host has been there: the command line makes no database.
  await (await openAdmin(connectors, readConfig({ DATA_DIR: dataDir }, ROOT))).close();
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
  expect([code, err]).toEqual([0, `Database: sqlite:${dataDir}/scimwright.sqlite\n`]);
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
    ['tenant create bix fabrikam', 'There is no connector "bix". This host has '],
    ['tenant create bic Fabrikam!', 'lower-case letters'],
    ['tenant create bic fabrikam --settings {"rolls":[]}', 'rolls'],
    ['tenant create bic fabrikam --settings {', 'It must be JSON'],
    ['tenant show bic nobody', 'has no tenant "nobody"'],
    ['token issue bic nobody', 'has no tenant "nobody"'],
    ['token issue bic nobody --expires soon', 'It must be a date'],
    ['handover create bic nobody', 'has no tenant "nobody"'],
    ['log bic nobody', 'has no tenant "nobody"'],
    ['log bic nobody --since soon', 'It must be a date, such as 2027-12-31, or how long ago'],
    ['log bic nobody --limit 0', 'It must be a whole number from 1'],
    ['events bic nobody --after x', 'It must be the number of an event'],
    ['health bic nobody', 'has no tenant "nobody"'],
    [
      'tenant create bic fabrikam --entitlement nonsense',
      'has no entitlement "nonsense". It has user-management-api.',
    ],
    ['tenant create iris fabrikam --entitlement nonsense', 'It has none'],
  ])('refuses "%s" in a sentence, with exit code 1', async (line, words) => {
    const { code, out, err } = await run(line);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(words);
    expect(err).not.toContain('    at ');
  });

  it('refuses a second tenant of one name, and says how to change the first', async () => {
    await run('tenant create bic fabrikam');
    expect(await run('tenant create bic fabrikam')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/already.*scimwright tenant set bic fabrikam/),
    });
  });

  it('sets and removes entitlements', async () => {
    await run('tenant create bic fabrikam');
    const entitlements = ['user-management-api'];
    const given = 'tenant set bic fabrikam --entitlement user-management-api';
    expect(await runJson(given)).toMatchObject({ entitlements });
    expect(await run('tenant set bic fabrikam --entitlement ')).toMatchObject({
      code: 1,
      err: expect.stringContaining('has no entitlement "". It has user-management-api.'),
    });
    expect(await runJson('tenant show bic fabrikam')).toMatchObject({ entitlements });
    expect(await runJson('tenant set bic fabrikam --no-entitlement')).toMatchObject({ entitlements: [] });
  });

  it('enables a tenant, which makes the token if the product says so, and disables it', async () => {
    await run('tenant create infobric fabrikam');
    const enabled = await runJson<{ issued: { secretToken: string } }>('tenant enable infobric fabrikam');
    expect(enabled).toMatchObject({ tenant: { enabled: true }, issued: { token: { state: 'live' } } });
    expect(enabled.issued.secretToken).toMatch(/^scimw_/);
    expect(await runJson('tenant enable infobric fabrikam')).not.toHaveProperty('issued');
    expect((await run('tenant enable infobric fabrikam')).out).toMatch(
      /answers\.\n\nThe token \S+ \(Made by enabling\) works until it is revoked\.\n$/,
    );
    expect(await runJson('tenant disable infobric fabrikam')).toMatchObject({ enabled: false });
  });

  it('deletes the data of a large tenant in steps, and says so', async () => {
    await runJson('tenant create bic fabrikam');
    const admin = await openAdmin(connectors, readConfig({ DATA_DIR: dataDir }, ROOT));
    const tenant = await admin.store.tenants.get('bic', 'fabrikam');
    if (tenant === undefined) throw new Error('It was made.');
    const at = '2026-01-31T12:00:00.000Z';
    const members = Array.from({ length: 2_500 }, (_, member) => `m${member}`);
    const group = { type: 'Group', id: 'g1', at, body: '{}', entries: [], members };
    await admin.store.resources.commit(tenant.id, [{ kind: 'create', ...group }]);
    expect(await run('tenant delete bic fabrikam --yes')).toEqual({
      code: 0,
      out: 'The tenant fabrikam is gone.\n',
      err: expect.stringMatching(/in steps now\..*\n1502 further rows were deleted\.\n$/),
    });
    expect(await admin.store.sweep(at)).toBeUndefined();
    await admin.close();
  });

  it('deletes a tenant after confirmation', async () => {
    await run('tenant create bic fabrikam');
    expect(await run('tenant delete bic fabrikam')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('Say --yes'),
    });
    expect((await run('tenant delete bic fabrikam --yes')).code).toBe(0);
    expect((await run('tenant show bic fabrikam')).code).toBe(1);
    const about = { actor: `cli:${userInfo().username}`, connector: 'bic', tenant: 'fabrikam' };
    expect(await runJson('audit --tenant fabrikam')).toMatchObject({
      entries: [
        { ...about, action: 'createTenant' },
        { ...about, action: 'deleteTenant' },
      ],
    });
  });

  it('says where to run it when the folder belongs to no project', async () => {
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

  it('is refused without the entitlement, and says what to do', async () => {
    await run('tenant create bic fabrikam');
    expect(await run('token issue bic fabrikam')).toMatchObject({
      code: 1,
      out: '',
      // Whoever runs it is BIC support: it is not told to write to itself.
      err: expect.stringMatching(/user-management-api(?!.*bicsupport).*"scimwright tenant set"/),
    });
  });
});

describe('scimwright token issue --user', () => {
  it('issues a token that reads /Me of that user and is listed with their id', async () => {
    host = await startHostProcess(dataDir);
    const named = await runJson<{ userId: string; secretToken: string }>(
      'token issue bic contoso --user mira.rao@contoso.example',
    );
    const get = (path: string) =>
      fetch(`${host?.tenantUrl}${path}`, { headers: { Authorization: `Bearer ${named.secretToken}` } });
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

  it('is refused for a user that does not exist', async () => {
    await run('tenant create promapp fabrikam');
    expect(await run('token issue promapp fabrikam --user nobody')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('no User with this userName'),
    });
  });
});

describe('scimwright token issue --scope', () => {
  it('issues a token of a scope of the product', async () => {
    await run('tenant create promapp fabrikam');
    expect(await runJson('token issue promapp fabrikam')).toMatchObject({ scope: 'Scim' });
    expect((await run('token issue promapp fabrikam --scope Api')).out).toMatch(
      /^Secret Token {2}scimw_\S+\n\nIt cannot be shown again\. Do not copy it into Entra.*needs Scim/,
    );
    expect(await run('token issue promapp fabrikam --scope Root')).toMatchObject({
      code: 1,
      err: expect.stringContaining('Choose Scim'),
    });
  });
});

describe('scimwright handover', () => {
  it('makes a link with which a running host shows a token once', async () => {
    host = await startHostProcess(dataDir, { args: ['--empty'] });
    await run('tenant create iris fabrikam');
    const { link } = await runJson<{ link: string }>('handover create iris fabrikam --by ada');
    const { pathname } = new URL(link);
    const redeem = () => fetch(new URL(pathname, host?.tenantUrl), { method: 'POST' });
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

  it('withdraws a link that nobody has used', async () => {
    host = await startHostProcess(dataDir, { args: ['--empty'] });
    await run('tenant create iris fabrikam');
    const { link, handOver } = await runJson<{ link: string; handOver: { id: string } }>(
      'handover create iris fabrikam',
    );
    const line = `handover withdraw iris fabrikam ${handOver.id}`;
    expect(await run(line)).toMatchObject({
      code: 0,
      out: expect.stringContaining('issues no token any more'),
    });
    const opened = await fetch(new URL(new URL(link).pathname, host.tenantUrl), { method: 'POST' });
    expect([opened.status, await opened.text()]).toEqual([410, expect.stringContaining('was withdrawn on')]);
    expect(await runJson('handover list iris fabrikam')).toMatchObject([{ state: 'withdrawn' }]);
    expect(await run(line)).toMatchObject({ code: 1, err: expect.stringContaining('was withdrawn on') });
  });

  it('is refused for a product whose admins make the token themselves', async () => {
    await run('tenant create promapp fabrikam');
    expect(await run('handover create promapp fabrikam')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('has no hand-over links'),
    });
  });
});

describe('scimwright log, events and health', () => {
  it('say what happened in a tenant', async () => {
    host = await startHostProcess(dataDir);
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

  it('name users whose latest attempt failed, and the command that health names lists them', async () => {
    host = await startHostProcess(dataDir);
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
    host = await startHostProcess(dataDir, { args: ['--empty'] });
    const following = spawn(PROGRAM, ['log', 'bic', 'contoso', '--follow'], {
      cwd: ROOT,
      env: { ...process.env, DATA_DIR: dataDir },
    });
    let out = '';
    following.stdout.on('data', (text: Buffer) => (out += text.toString()));
    const ended = new Promise((resolve) => {
      following.once('close', resolve);
    });
    await vi.waitFor(() => expect(out).toContain('no such entry'), 10_000);
    await host.send('GET', '/Users');
    await vi.waitFor(() => expect(out).toMatch(/200 +query/), 10_000);
    following.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(out.match(/query/g)).toHaveLength(1);
  });
});

describe('scimwright clock', () => {
  it('shows how far the clock is behind, and sets back the mark of a clock that was ahead', async () => {
    const admin = await openAdmin(connectors, readConfig({ DATA_DIR: dataDir }, ROOT));
    await admin.store.clock.raise({ at: '2999-01-01T00:00:00.000Z', setBacks: 0 });
    await admin.close();
    expect((await run('clock show')).out).toMatch(
      /2999-01-01[^]* days behind[^]*npx scimwright clock set-back/,
    );
    expect(await runJson('clock set-back')).toMatchObject({ from: '2999-01-01T00:00:00.000Z' });
    expect(await runJson('audit')).toMatchObject({
      entries: [{ action: 'setClockBack', actor: `cli:${userInfo().username}` }],
    });
  });
});

describe('the admin API of a host', () => {
  it('is printed with the place of its token, not the token', async () => {
    host = await startHostProcess(dataDir, { args: ['--empty'] });
    const token = (await readFile(join(dataDir, 'admin-token'), 'utf8')).trim();
    const { origin } = new URL(host.tenantUrl);
    expect(host.output()).toContain(`${origin}/admin/api`);
    expect(host.output()).toContain(join(dataDir, 'admin-token'));
    expect(host.output()).not.toContain(token);
    const answer = await fetch(`${origin}/admin/api/tenants`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
    await host.end('SIGTERM');
    host = await startHostProcess(dataDir, { args: ['--empty'] });
    expect((await readFile(join(dataDir, 'admin-token'), 'utf8')).trim()).toBe(token);
  });
});
