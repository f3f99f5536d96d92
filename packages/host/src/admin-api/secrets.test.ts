import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '@scimwright/server/admin';
import { serveAdmin, type Issued, type ServedAdmin } from './serve-admin.fixture.ts';

let served: ServedAdmin;
/** Secrets that may be shown once, with their hashes. */
const secrets: string[] = [];
const path = '/tenants/flow/contoso';

function keep(secret: string): string {
  secrets.push(secret, createHash('sha256').update(secret).digest('hex'));
  return secret;
}

beforeAll(async () => {
  served = await serveAdmin();
  keep(served.adminToken);
  await served.send('POST', '/tenants', { connector: 'flow', tenant: 'contoso', entitlements: ['flow-api'] });
  await served.send('POST', '/tenants', { connector: 'desk', tenant: 'contoso' });
  const issued = (await served.send('POST', `${path}/tokens`, {})).body<Issued>();
  keep(issued.secretToken);
  for (let at = 0; at < 2; at += 1) {
    const { link } = (await served.send('POST', `${path}/hand-overs`, {})).body<{ link: string }>();
    keep(new URL(link).pathname.split('/').at(-1) ?? '');
    if (at === 0) {
      const html = await (await fetch(link, { method: 'POST' })).text();
      keep(/scimw_[\w-]+/.exec(html)?.[0] ?? 'no token was shown');
    }
  }
  await fetch(`${issued.tenantUrl}/Users`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${issued.secretToken}`,
      'Content-Type': 'application/scim+json',
    },
    body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ada' }),
  });
  const own = (await served.send('POST', `${path}/tokens`, { userName: 'ada' })).body<Issued>();
  const Authorization = `Bearer ${keep(own.secretToken)}`;
  for (const at of ['/Me', '/Users']) await fetch(`${own.tenantUrl}${at}`, { headers: { Authorization } });
});
afterAll(() => served.close());

/** The values of parameters in the table. */
async function idsOf(): Promise<Readonly<Record<string, string>>> {
  const tokens = (await served.send('GET', `${path}/tokens`)).body<{ tokens: { id: string }[] }>();
  const users = (await served.send('GET', `${path}/users`)).body<{ resources: { id: string }[] }>();
  return {
    connector: 'flow',
    tenant: 'contoso',
    seq: '1',
    id: users.resources[0]?.id ?? '',
    tokenId: tokens.tokens[0]?.id ?? '',
  };
}

/** The endpoints that show a new secret once. */
const SHOWING: ReadonlySet<string> = new Set(['issueToken', 'createHandOver', 'enableTenant']);

describe('the admin API', () => {
  it('shows no earlier secret and no hash at any endpoint', async () => {
    const ids = await idsOf();
    // Deletions come last, since the other endpoints need the data.
    const inOrder = endpoints.toSorted(
      (left, right) => Number(left.method === 'delete') - Number(right.method === 'delete'),
    );
    const answers: { readonly id: string; readonly status: number; readonly text: string }[] = [];
    for (const { id, path: template, method, body } of inOrder) {
      const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        name === 'id' && id === 'revokeToken' ? (ids['tokenId'] ?? '') : (ids[name] ?? ''),
      );
      const query = id === 'deleteTenant' ? '?confirm=contoso' : '';
      const wish = body && { ...(id === 'changeTenant' && { settings: {} }) };
      const { status, text } = await served.send(method.toUpperCase(), `${filled}${query}`, wish);
      answers.push({ id, status, text });
    }
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    const shown = answers.filter(
      ({ id, text }) =>
        secrets.some((secret) => text.includes(secret)) ||
        /"hash"|"password"|\b[0-9a-f]{64}\b/.test(text) ||
        (!SHOWING.has(id) && /scim[wha]_/.test(text)),
    );
    expect(shown).toEqual([]);
    // Checks that most endpoints had data to show.
    expect(answers.filter(({ status }) => status < 300).length).toBeGreaterThan(12);
  });

  it('keeps secrets out of the process log', () => {
    const logged = served.lines.join('\n');
    for (const secret of secrets) expect(logged).not.toContain(secret);
  });

  it('keeps no secret in the database', async () => {
    const clear = secrets.filter((secret) => secret.startsWith('scim'));
    for (const name of await readdir(served.folder)) {
      const isDatabase = name.startsWith('data.sqlite');
      const text = isDatabase ? await readFile(`${served.folder}/${name}`, 'latin1') : '';
      expect(clear.filter((secret) => text.includes(secret))).toEqual([]);
    }
  });
});
