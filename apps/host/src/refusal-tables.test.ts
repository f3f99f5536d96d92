import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectors } from './connectors.ts';
import { isOurs, ROOT } from './is-ours.fixture.ts';
import { runHost, type RunningHost } from './run-host.fixture.ts';

type Connector = (typeof connectors)[number];

/** An answer to Entra. */
interface Refusal {
  readonly status: number;
  readonly detail: string;
}

const CORE = 'urn:ietf:params:scim:schemas:core:2.0';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** A user that every product accepts: it leaves out unmapped attributes. */
const USER = {
  schemas: [`${CORE}:User`, ENTERPRISE],
  userName: 'ada@contoso.example',
  displayName: 'Ada Byron',
  active: true,
  emails: [{ type: 'work', value: 'ada@contoso.example' }],
  roles: [{ value: 'Viewer', primary: true }],
  [ENTERPRISE]: { organization: 'Contoso' },
};
const GROUP = { schemas: [`${CORE}:Group`], displayName: 'Night Watch', externalId: 'watch' };
const BY_TITLE = '/Users?filter=title+eq+%22Captain%22';

let dataDir: string;
let host: RunningHost;
let adminToken: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scimwright-refusals-'));
  host = await runHost(dataDir);
  adminToken = (await readFile(join(dataDir, 'admin-token'), 'utf8')).trim();
});
afterAll(async () => {
  await host.end('SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
});

async function administer<Answer>(method: string, path: string, body: object = {}): Promise<Answer> {
  const answer = await fetch(`${host.origin}/admin/api${path}`, {
    method,
    headers: { Authorization: `Bearer ${adminToken}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  expect([path, answer.status, text]).toEqual([path, answer.ok ? answer.status : 200, expect.anything()]);
  return JSON.parse(text) as Answer;
}

interface Issued {
  readonly tenantUrl: string;
  readonly secretToken: string;
  readonly token: { readonly id: string };
}

/** An enabled tenant with its token. */
async function makeTenant({ id, token }: Connector, name: string): Promise<Issued> {
  const path = `/tenants/${id}/${name}`;
  const entitlement = token.kind === 'support-issued' ? token.entitlement : undefined;
  await administer('POST', '/tenants', {
    connector: id,
    tenant: name,
    ...(entitlement !== undefined && { entitlements: [entitlement] }),
    ...(id === 'bic' && { settings: { roles: ['Viewer', 'Editor'] } }),
  });
  const { issued } = await administer<{ issued?: Issued }>('POST', `${path}/enable`);
  return issued ?? administer<Issued>('POST', `${path}/tokens`);
}

async function send(url: string, token: string | undefined, body?: object): Promise<Refusal> {
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      'Content-Type': 'application/scim+json',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const { detail = '' } = (await answer.json()) as { detail?: string };
  return { status: answer.status, detail };
}

/** Provokes every refusal that an administrator of the product can meet, one after the other. */
async function provokeAll(connector: Connector): Promise<readonly Refusal[]> {
  const { id, token: policy } = connector;
  const tenant = `/tenants/${id}/refused`;
  const { tenantUrl: url, secretToken: token, token: first } = await makeTenant(connector, 'refused');
  const end = /\/[^/]+\/[^/]+$/.exec(url)?.[0] ?? '';
  const users = `${url}/Users`;
  const all: Refusal[] = [];
  const meet = async (refusal: Promise<Refusal>): Promise<void> => void all.push(await refusal);

  await meet(send(users, undefined));
  for (const wrong of ['scimw_a b', 'nonsense', otherToken(connector)]) await meet(send(users, await wrong));
  for (const path of [`${url}${end}/Users`, `${users}/Users`, `${host.origin}/${id}`])
    await meet(send(path, token));
  await meet(send(users, token, { ...USER, userName: undefined }));
  await meet(send(`${url}${BY_TITLE}`, token));
  await send(users, token, USER);
  await meet(send(users, token, USER));
  if (connector.groups !== undefined) await send(`${url}/Groups`, token, GROUP);
  await meet(send(`${url}/Groups`, token, GROUP));
  if (id === 'bic') {
    for (const roles of [[{ value: 'Viewer' }, { value: 'Editor' }], [{ value: 'Boss', primary: true }]])
      await meet(send(users, token, { ...USER, userName: 'bob', roles }));
  }
  if (policy.kind === 'personal') {
    const [scope] = policy.otherScopes;
    const other = await administer<Issued>('POST', `${tenant}/tokens`, { scope });
    await meet(send(users, other.secretToken));
  }
  if (policy.kind === 'support-issued' && policy.entitlement !== undefined) {
    await administer('PATCH', tenant, { entitlements: [] });
    await meet(send(users, token));
    await administer('PATCH', tenant, { entitlements: [policy.entitlement] });
  }
  const ended = await administer<Issued>('POST', `${tenant}/tokens`, { expires: '2020-01-01T00:00:00Z' });
  await meet(send(users, ended.secretToken));
  await administer('POST', `${tenant}/disable`);
  await meet(send(users, token));
  await administer('POST', `${tenant}/tokens/${first.id}/revoke`);
  await meet(send(users, token));
  return all;
}

/** A valid token of another Tenant URL. */
async function otherToken(connector: Connector): Promise<string> {
  const other = connectors.find(({ id }) => id !== connector.id) ?? connector;
  return (await makeTenant(other, `not-${connector.id}`)).secretToken;
}

/** The rows of the table under "What a refusal means": the status and the text of the answer, with `…` for any text. */
async function readRows(id: string): Promise<readonly { status: number; says: string }[]> {
  const readme = await readFile(join(ROOT, 'connectors', id, 'README.md'), 'utf8');
  const [, section = ''] = readme.split('## What a refusal means');
  return [...section.matchAll(/^\| (\d{3}) +\| (.*?) +\|/gm)].map(([, status, says = '']) => ({
    status: Number(status),
    says: says.replaceAll('`', ''),
  }));
}

function isOf({ status, detail }: Refusal, row: { readonly status: number; readonly says: string }): boolean {
  const parts = row.says.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return status === row.status && new RegExp(parts.join('.*')).test(detail);
}

const vendors = connectors.filter(({ id }) => id !== 'template' && isOurs(`connectors/${id}`));

describe.each(vendors.map((connector) => [connector.id, connector] as const))(
  'the table of refusals of %s',
  (id, connector) => {
    it('has exactly the refusals that Entra can get', async () => {
      const [met, rows] = [await provokeAll(connector), await readRows(id)];
      const unsaid = met.filter((refusal) => !rows.some((row) => isOf(refusal, row)));
      const untrue = rows.filter((row) => !met.some((refusal) => isOf(refusal, row)));
      expect({ unsaid, untrue }).toEqual({ unsaid: [], untrue: [] });
    });
  },
);
