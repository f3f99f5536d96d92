import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTenant, issueToken, serveAdmin, type ServedAdmin } from './serve-admin.fixture.ts';

let served: ServedAdmin;
beforeAll(async () => {
  served = await serveAdmin();
});
afterAll(() => served.close());

interface Entry {
  readonly seq: number;
  readonly actor: string;
  readonly action: string;
  readonly tenant?: string;
  readonly subject?: string;
}

const trail = async (query = ''): Promise<{ entries: readonly Entry[]; next?: number }> =>
  (await served.send('GET', `/audit${query}`)).body<{ entries: readonly Entry[]; next?: number }>();

it('each change is in the audit trail, with its actor and without a secret', async () => {
  const { name, path } = await createTenant(served);
  const issued = await issueToken(served, path);
  await served.send('POST', `${path}/tokens/${issued.token.id}/revoke`);
  const made = await served.send('POST', `${path}/hand-overs`, {});
  const { link, handOver } = made.body<{ link: string; handOver: { id: string } }>();
  const page = await fetch(new URL(new URL(link).pathname, served.host.url), { method: 'POST' });
  expect(page.status).toBe(200);
  await served.send('PATCH', path, { entitlements: ['flow-api'] });
  await served.send('GET', path);
  expect((await served.send('POST', `${path}/tokens/nobody/revoke`)).status).toBe(404);
  await served.send('DELETE', `${path}?confirm=${name}`);

  const { entries } = await trail(`?tenant=${name}`);
  expect(entries.map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
    ['admin-token:1', 'deleteTenant', undefined],
    ['admin-token:1', 'changeTenant', 'entitlements'],
    [`link:${handOver.id}`, 'redeemHandOver', expect.any(String)],
    ['admin-token:1', 'createHandOver', handOver.id],
    ['admin-token:1', 'revokeToken', issued.token.id],
    ['admin-token:1', 'issueToken', issued.token.id],
    ['admin-token:1', 'createTenant', undefined],
  ]);
  const whole = JSON.stringify(entries);
  expect(whole).not.toContain(issued.secretToken);
  expect(whole).not.toContain(link.split('/').at(-1));
});

it('the audit trail has pages', async () => {
  const { name, path } = await createTenant(served);
  await issueToken(served, path);
  const first = await trail(`?tenant=${name}&limit=1`);
  expect(first.entries.map(({ action }) => action)).toEqual(['issueToken']);
  const second = await trail(`?tenant=${name}&limit=1&before=${first.next}`);
  expect(second.entries.map(({ action }) => action)).toEqual(['createTenant']);
  expect(second).not.toHaveProperty('next');
});
