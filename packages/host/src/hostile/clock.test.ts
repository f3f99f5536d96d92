import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createHandOver,
  createTenant,
  issueToken,
  listAudit,
  openHandOver,
  setClockBack,
  tenantHealth,
} from '@scimwright/server/admin';
import type { Tenant } from '@scimwright/store';
import { engines, type TestDatabase } from '@scimwright/test-databases';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { flowConnector } from '../flow-connector.fixture.ts';
import { openAdmin, type Admin } from '../open-admin.ts';
import { openHost, type Host } from '../open-host.ts';

const ADMIN_TOKEN = 'an-admin-token-of-the-tests-0123456789abcdef';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;
const T = Date.parse('2026-06-01T00:00:00.000Z');

describe.each(engines)('a wrong clock on $name', ({ open: openDatabase }) => {
  let database: TestDatabase;
  let folder: string;
  let host: Host | undefined;
  let admin: Admin;
  let tenant: Tenant;
  /** The real time since the start, and the error of the clock. */
  let passed: number;
  let wrong: number;
  let lines: string[];
  const connectors = [flowConnector()];
  const clock = (): Date => new Date(T + passed + wrong);

  beforeEach(async () => {
    [passed, wrong, lines] = [0, 0, []];
    database = await openDatabase();
    folder = await mkdtemp(join(tmpdir(), 'scimwright-clock-'));
    await start();
    tenant = await createTenant(admin, { connector: 'flow', name: 'contoso' });
  });
  afterEach(async () => {
    await stop();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  const configOf = () =>
    readConfig({ PORT: '0', DATA_DIR: folder, DATABASE_URL: database.url, ADMIN_TOKEN }, folder);

  async function start(): Promise<void> {
    const config = configOf();
    const record = (_: object, message: string): void => void lines.push(message);
    host = await openHost({
      connectors,
      config,
      logger: { debug() {}, info: record, warn: record, error: record },
      clock,
      monotonic: () => passed,
      watchEveryMs: 20,
    });
    // As the command line does.
    admin = { ...(await openAdmin(connectors, config, { clock, mustExist: true })), actor: 'cli:ada' };
  }

  async function stop(): Promise<void> {
    await admin.close();
    await host?.close();
    host = undefined;
  }

  const page = async (path: string, token: string): Promise<{ status: number; text: string }> => {
    const answer = await fetch(`${host?.url}${path}`, { headers: { Authorization: `Bearer ${token}` } });
    return { status: answer.status, text: await answer.text() };
  };
  const statusOf = async (secret: string): Promise<number> =>
    (await page('/flow/contoso/scim/v2/Users', secret)).status;
  const health = async (): Promise<string> =>
    (await page('/admin/api/tenants/flow/contoso/health', ADMIN_TOKEN)).text;
  const behind = async (): Promise<number> =>
    Number(/^scimwright_clock_behind_seconds (\S+)$/m.exec((await page('/metrics', '')).text)?.[1]);
  const issue = async (lives: number): Promise<string> => {
    const about = { description: 'tests', createdBy: 'tests', expires: new Date(T + passed + lives) };
    return (await issueToken(admin, tenant, about)).secret;
  };
  const marked = async (): Promise<number> => Date.parse((await admin.store.clock.read())?.at ?? '');

  it('that goes back does not revive expired tokens, on the running host or the next', async () => {
    const secret = await issue(HOUR / 2);
    const { code } = await createHandOver(admin, tenant, { description: 'tests', createdBy: 'tests' });
    expect(await statusOf(secret)).toBe(200);
    passed = 90 * DAY;
    expect(await statusOf(secret)).toBe(401);

    wrong = -90 * DAY;
    expect(clock().getTime()).toBe(T);
    expect(await statusOf(secret)).toBe(401);
    expect(await health()).toContain('The clock of this machine is 90 days behind');
    expect(await behind()).toBe((90 * DAY) / 1_000);
    await expect.poll(() => lines.join('\n')).toContain('The clock of this machine is 90 days behind');

    await stop();
    lines = [];
    await start();
    expect(lines.join('\n')).toContain('The clock of this machine is 90 days behind');
    expect(await statusOf(secret)).toBe(401);
    // The command line goes by the same time.
    expect((await tenantHealth(admin, tenant)).warnings[0]).toContain('is 90 days behind');
    await expect(openHandOver(admin, code)).rejects.toThrow('This link expired');
    expect(await statusOf(await issue(HOUR))).toBe(200);
  });

  it('that leaps ahead moves the mark only by the measured time', async () => {
    const secret = await issue(30 * DAY);
    wrong = YEAR;
    for (let hours = 1; hours <= 3; hours += 1) {
      passed = hours * HOUR;
      expect(await statusOf(secret)).toBe(401);
      await expect.poll(marked).toBe(T + passed);
    }
    wrong = 0;
    expect(await statusOf(secret)).toBe(200);
    expect([await health(), await behind()]).toEqual([expect.not.stringContaining('behind'), 0]);
  });

  it('is accepted by a command, which is audited and soon reaches a running host', async () => {
    await expect(setClockBack(admin)).rejects.toThrow('there is nothing to set back');
    const secret = await issue(30 * DAY);
    await stop();
    // Another host had been a year ahead.
    const other = await openAdmin(connectors, configOf());
    await other.store.clock.raise({ at: new Date(T + YEAR).toISOString(), setBacks: 0 });
    await other.close();
    await start();
    expect(await statusOf(secret)).toBe(401);
    expect(await setClockBack(admin)).toEqual({
      from: new Date(T + YEAR).toISOString(),
      to: new Date(T).toISOString(),
    });
    await expect.poll(() => statusOf(secret)).toBe(200);
    expect(await health()).not.toContain('behind');
    expect((await listAudit(admin, { limit: 1 })).entries).toMatchObject([
      {
        actor: 'cli:ada',
        action: 'setClockBack',
        tenant: undefined,
        subject: `${new Date(T + YEAR).toISOString()} to ${new Date(T).toISOString()}`,
      },
    ]);
    // The next write of the host must not restore the old mark.
    passed = 2 * HOUR;
    await expect.poll(marked).toBe(T + 2 * HOUR);
  });
});
