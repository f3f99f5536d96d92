import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScimEvent } from '@scimwright/connector-kit';
import { PATCH_OP } from '@scimwright/core/messages';
import { GROUP, USER } from '@scimwright/core/schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { flowConnector } from '../flow-connector.fixture.ts';
import { openHost, type Host } from '../open-host.ts';
import { until } from './deliver.fixture.ts';

const flow = flowConnector();

let folder: string;
let host: Host | undefined;
let logged: { level: string; message: string; fields: object }[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scimwright-on-event-'));
  logged = [];
});
afterEach(async () => {
  await host?.close();
  host = undefined;
  await rm(folder, { recursive: true, force: true });
});

type Options = Pick<Parameters<typeof openHost>[0], 'onEvent' | 'delivery'>;

async function open(options: Options, connector = flow): Promise<Host> {
  const at = (level: string) => (fields: object, message: string) =>
    void logged.push({ level, fields, message });
  const logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const config = readConfig({ DATA_DIR: folder, PORT: '0' }, folder);
  host = await openHost({ connectors: [connector], config, logger, demo: 'empty', ...options });
  return host;
}

async function send({ tenants }: Host, method: string, path: string, body?: object) {
  const [tenant] = tenants;
  if (tenant === undefined) throw new Error('The host has no demo tenant.');
  const answer = await fetch(`${tenant.tenantUrl}${path}`, {
    method,
    headers: { Authorization: `Bearer ${tenant.secretToken}`, 'Content-Type': 'application/scim+json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
  return {
    status: answer.status,
    id: text === '' ? undefined : (JSON.parse(text) as { id?: string }).id,
  };
}

const patch = (...Operations: readonly object[]) => ({ schemas: [PATCH_OP], Operations });
const user = (userName: string) => ({ schemas: [USER], userName, active: true });
const never = (): Promise<void> => new Promise(() => undefined);

describe('onEvent', () => {
  it('receives the events of each user and group in order', async () => {
    const seen: ScimEvent[] = [];
    const running = await open({ onEvent: (event) => void seen.push(event) });
    const ada = await send(running, 'POST', '/Users', user('ada'));
    await send(
      running,
      'PATCH',
      `/Users/${ada.id}`,
      patch(
        { op: 'Replace', path: 'active', value: 'False' },
        { op: 'Replace', path: 'title', value: 'Countess' },
      ),
    );
    const group = await send(running, 'POST', '/Groups', { schemas: [GROUP], displayName: 'Engines' });
    const add = { op: 'Add', path: 'members', value: [{ value: ada.id }] };
    await send(running, 'PATCH', `/Groups/${group.id}`, patch(add));
    await send(running, 'PATCH', `/Groups/${group.id}`, patch(add));
    await send(running, 'DELETE', `/Users/${ada.id}`);
    await until(() => seen.length === 6);

    const of = (id: string | undefined) => seen.filter(({ resourceId }) => resourceId === id);
    expect(of(ada.id)).toMatchObject([
      { type: 'user.created', connector: 'flow', tenant: 'contoso', resource: { userName: 'ada' } },
      { type: 'user.disabled', resource: { active: false }, changed: ['active', 'title'] },
      { type: 'user.updated', resource: { title: 'Countess' } },
      { type: 'user.deleted' },
    ]);
    expect(of(group.id)).toMatchObject([
      { type: 'group.created', resource: { displayName: 'Engines' } },
      { type: 'group.members.added', members: [ada.id] },
    ]);
    expect(new Set(seen.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(6);
  });

  it('delays neither Entra nor other users if it never returns', async () => {
    const seen: string[] = [];
    let stuck: string | undefined;
    const running = await open({
      onEvent: ({ resourceId }) => {
        stuck ??= resourceId;
        return resourceId === stuck ? never() : void seen.push(resourceId);
      },
      delivery: { concurrency: 2, graceMs: 0 },
    });
    const first = await send(running, 'POST', '/Users', user('stuck'));
    await until(() => stuck !== undefined);
    for (let at = 0; at < 20; at += 1) {
      expect((await send(running, 'POST', '/Users', user(`u${at}`))).status).toBe(201);
    }
    const title = { op: 'Replace', path: 'title', value: 'x' };
    expect((await send(running, 'PATCH', `/Users/${first.id}`, patch(title))).status).toBe(200);
    await until(() => seen.length === 20);
    expect(seen).not.toContain(first.id);
  });

  it('shows failures in the metrics, without names, and their messages in the log', async () => {
    const running = await open({
      onEvent: () => {
        throw new TypeError('no room for ada@contoso.example\nhere');
      },
    });
    const created = await send(running, 'POST', '/Users', user('ada@contoso.example'));
    const scrape = async () => (await fetch(`${running.url}/metrics`)).text();
    await until(async () => (await scrape()).includes('scimwright_events_failing 1'));
    const metrics = await scrape();
    expect(metrics).toMatch(/scimwright_events_pending 1\n/);
    expect(metrics).toMatch(/scimwright_events_oldest_pending_seconds \d/);
    expect(metrics).toMatch(/scimwright_events_failed_attempts_total\{connector="flow"\} \d/);
    const failure = logged.find(({ message }) => message === 'the handler failed on an event');
    expect(failure).toMatchObject({
      level: 'warn',
      fields: {
        type: 'user.created',
        connector: 'flow',
        tenant: 'contoso',
        resourceType: 'User',
        resourceId: created.id,
        attempt: 1,
        said: 'no room for ada@contoso.example\\u{a}here',
        fault: 'TypeError',
      },
    });
    expect(metrics).not.toMatch(/ada|contoso\.example/);

    const [poison] = await running.store.outbox.failing({ tenant: undefined, limit: 10 });
    if (poison === undefined) throw new Error('The event fails.');
    expect(poison.error).toBe('no room for ada@contoso.example\\u{a}here');
    await running.store.outbox.skip(poison.tenant, poison.seq, new Date().toISOString());
    const after = await scrape();
    for (const name of ['pending', 'failing', 'oldest_pending_seconds'])
      expect(after).toContain(`scimwright_events_${name} 0\n`);
  });

  it('receives undelivered events once after a restart', async () => {
    const seen: string[] = [];
    const onEvent = ({ resourceId }: ScimEvent) => void seen.push(resourceId);
    const first = await open({});
    const unheard = await send(first, 'POST', '/Users', user('unheard'));
    expect((await first.store.outbox.backlog(undefined)).pending).toBe(1);
    await first.close();
    const second = await open({ onEvent });
    const heard = await send(second, 'POST', '/Users', user('heard'));
    await until(() => seen.length === 2);
    await second.close();
    const third = await open({ onEvent });
    const last = await send(third, 'POST', '/Users', user('last'));
    await until(() => seen.length >= 3);
    expect(seen).toEqual([unheard.id, heard.id, last.id]);
  });

  it('receives the names of required attributes that a user stored earlier lacks', async () => {
    const earlier = await open({});
    const { id } = await send(earlier, 'POST', '/Users', user('ada'));
    await earlier.close();
    const seen: ScimEvent[] = [];
    const running = await open(
      { onEvent: (event) => void seen.push(event) },
      flowConnector('flow', { required: true }),
    );
    await send(running, 'PATCH', `/Users/${id}`, patch({ op: 'Add', path: 'title', value: 'Countess' }));
    await until(() => seen.length === 2);
    expect(seen).toMatchObject([
      { type: 'user.created', resource: { userName: 'ada' }, missing: ['title'] },
      { type: 'user.updated', resource: { userName: 'ada', title: 'Countess' } },
    ]);
    expect(seen[1]).not.toHaveProperty('missing');
  });

  it('is recorded in the database when a host first has it, and stays recorded', async () => {
    const deaf = await open({});
    await until(async () => (await deaf.store.listeners.read()).since !== undefined);
    expect((await deaf.store.listeners.read()).last).toBeUndefined();
    await deaf.close();
    const listening = await open({ onEvent: () => undefined });
    await until(async () => (await listening.store.listeners.read()).last !== undefined);
    const noted = await listening.store.listeners.read();
    await listening.close();
    const again = await open({});
    expect(await again.store.listeners.read()).toEqual(noted);
  });

  it('is awaited when the host closes', async () => {
    const [started, finished]: string[][] = [[], []];
    const running = await open({
      onEvent: async ({ resourceId }) => {
        started?.push(resourceId);
        await new Promise((resolve) => setTimeout(resolve, 100));
        finished?.push(resourceId);
      },
    });
    await send(running, 'POST', '/Users', user('ada'));
    await until(() => started?.length === 1);
    await running.close();
    expect(finished).toEqual(started);
    const again = await open({});
    expect((await again.store.outbox.backlog(undefined)).pending).toBe(0);
  });
});
