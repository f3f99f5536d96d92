import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openAdmin, readConfig } from '@scimwright/host/internal';
import { runCommand, runInProcess, type Ran } from './command-line.fixture.ts';
import { connectors } from './connectors.ts';
import { ROOT } from './is-ours.fixture.ts';

/** The data folder of an earlier host, since the command line creates no database. */
let untouched: string;
let dataDir: string;
beforeAll(async () => {
  untouched = await mkdtemp(join(tmpdir(), 'scimwright-cli-'));
  await (await openAdmin(connectors, readConfig({ DATA_DIR: untouched }, ROOT))).close();
});
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scimwright-cli-'));
  await cp(untouched, dataDir, { recursive: true });
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));
afterAll(() => rm(untouched, { recursive: true, force: true }));

const placeOf = (cwd: string) => ({ cwd, env: { ...process.env, DATA_DIR: dataDir } });

/** Runs in this process; the tests under "as a process" start one. */
function run(line: string): Promise<Ran> {
  return runCommand(line, placeOf(ROOT));
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

  it('says what to do if there is no tenant', async () => {
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

  it('refuses a second tenant with the same name, and says how to change the first', async () => {
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

  it('enables a tenant, which makes the token in this token flow, and disables it', async () => {
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
});

describe('scimwright token', () => {
  it('is refused without the entitlement, and says what to do', async () => {
    await run('tenant create bic fabrikam');
    expect(await run('token issue bic fabrikam')).toMatchObject({
      code: 1,
      out: '',
      // BIC support runs the command, so the refusal does not tell it to write to support.
      err: expect.stringMatching(/user-management-api(?!.*bicsupport).*"scimwright tenant set"/),
    });
  });
});

describe('scimwright token issue --user', () => {
  it('is refused for an unknown user', async () => {
    await run('tenant create promapp fabrikam');
    expect(await run('token issue promapp fabrikam --user nobody')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('no User with this userName'),
    });
  });
});

describe('scimwright token issue --scope', () => {
  it('issues a token with a scope of the product', async () => {
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
  it('is refused for a product whose admins make the token themselves', async () => {
    await run('tenant create promapp fabrikam');
    expect(await run('handover create promapp fabrikam')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('has no hand-over links'),
    });
  });
});

describe('scimwright clock', () => {
  it('shows how far the clock is behind, and sets back the mark that a clock ahead of time left', async () => {
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

describe('scimwright as a process', () => {
  it('is found by its name, writes its answer to a pipe, and ends with exit code 0', async () => {
    expect(await runInProcess('tenant create bic fabrikam', placeOf(ROOT))).toMatchObject({ code: 0 });
    const { code, out, err } = await runInProcess('tenant list --json', placeOf(ROOT));
    expect([code, err]).toEqual([0, `Database: sqlite:${dataDir}/scimwright.sqlite\n`]);
    expect(JSON.parse(out)).toMatchObject([{ connector: 'bic', tenant: 'fabrikam' }]);
  });

  it.each([
    ['a refusal', 'tenant show bic nobody', 'has no tenant "nobody"'],
    ['a word that it does not know', 'tenant shew', "unknown command 'shew'"],
    ['an option that cannot be read', 'log bic nobody --limit 0', 'It must be a whole number from 1'],
  ])('ends with exit code 1 at %s', async (_, line, words) => {
    const { code, out, err } = await runInProcess(line, placeOf(ROOT));
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(words);
    expect(err).not.toContain('    at ');
  });

  it('finds the host in a parent folder', async () => {
    const place = placeOf(join(ROOT, 'docs'));
    expect((await runInProcess('tenant list', place)).out).toContain('scimwright tenant create');
  });

  it('says where to run it if the folder belongs to no project', async () => {
    expect(await runInProcess('tenant list', placeOf(tmpdir()))).toMatchObject({
      code: 1,
      err: expect.stringContaining('package.json'),
    });
  });
});
