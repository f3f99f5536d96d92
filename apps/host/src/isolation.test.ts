import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHost, type Host } from '@scimwright/host';
import { readConfig } from '@scimwright/host/internal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectors } from './connectors.ts';

const ADMIN_TOKEN = 'an-admin-token-of-the-tests-0123456789abcdef';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

interface Answer {
  readonly status: number;
  readonly text: string;
}

interface Item {
  readonly id: string;
  readonly meta: unknown;
  readonly members?: readonly { readonly value: string }[];
  readonly userName?: string;
  readonly displayName?: string;
}

/** A tenant with its URL, its token and its resources. */
interface Tenant {
  readonly connector: string;
  readonly name: string;
  readonly url: string;
  readonly secret: string;
  readonly users: readonly Item[];
  readonly groups: readonly Item[];
}

let folder: string;
let host: Host;
let theirs: readonly Tenant[];
let ours: readonly Tenant[];
let before: string;

async function send(url: string, secret: string, method = 'GET', body?: object): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    headers: { Authorization: `Bearer ${secret}`, 'Content-Type': body ? 'application/json' : '' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text() };
}

const admin = (path: string, method = 'GET', body?: object): Promise<Answer> =>
  send(`${host.url}/admin/api${path}`, ADMIN_TOKEN, method, body);

async function items(url: string, secret: string, path: string): Promise<readonly Item[]> {
  const { text } = await send(`${url}${path}`, secret);
  return (JSON.parse(text) as { Resources: readonly Item[] }).Resources;
}

const filtered = (path: string, filter: string): string => `${path}?filter=${encodeURIComponent(filter)}`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scimwright-isolation-'));
  const config = readConfig({ PORT: '0', DATA_DIR: folder, ADMIN_TOKEN }, folder);
  host = await openHost({ connectors, config, logger: quiet, demo: 'filled' });
  theirs = await Promise.all(
    host.tenants.map(async ({ connector, tenant, tenantUrl, secretToken }) => ({
      connector,
      name: tenant,
      url: tenantUrl,
      secret: secretToken,
      users: await items(tenantUrl, secretToken, '/Users'),
      groups: await items(tenantUrl, secretToken, '/Groups'),
    })),
  );
  ours = [];
  for (const tenant of theirs) ours = [...ours, await secondTenant(tenant)];
  before = await everythingOf(theirs);
});
afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

/** A second customer of the same product, whose people have the same names. */
async function secondTenant({ connector, url, users, groups }: Tenant): Promise<Tenant> {
  const path = `/tenants/${connector}/fabrikam`;
  const policy = connectors.find(({ id }) => id === connector)?.token;
  const needed = policy?.kind === 'support-issued' ? policy.entitlement : undefined;
  const entitlements = needed === undefined ? [] : [needed];
  expect(await admin('/tenants', 'POST', { connector, tenant: 'fabrikam', entitlements })).toMatchObject({
    status: 201,
  });
  expect(await admin(`${path}/enable`, 'POST', { createdBy: 'tests' })).toMatchObject({ status: 200 });
  const issued = await admin(`${path}/tokens`, 'POST', { description: 'tests', createdBy: 'tests' });
  const { secretToken: secret, tenantUrl } = JSON.parse(issued.text) as {
    secretToken: string;
    tenantUrl: string;
  };
  expect(tenantUrl).toBe(url.replace('contoso', 'fabrikam'));
  const copied = async (list: string, found: readonly Item[], members: readonly Item[]) => {
    for (const { id: _, meta: __, members: had, ...rest } of found) {
      const body = had === undefined ? rest : { ...rest, members: members.map(({ id }) => ({ value: id })) };
      expect(await send(`${tenantUrl}${list}`, secret, 'POST', body)).toMatchObject({ status: 201 });
    }
    return items(tenantUrl, secret, list);
  };
  const ownUsers = await copied('/Users', users, []);
  const ownGroups = await copied('/Groups', groups, ownUsers);
  return { connector, name: 'fabrikam', url: tenantUrl, secret, users: ownUsers, groups: ownGroups };
}

/** All data of tenants, including the view of the admin API. */
async function everythingOf(tenants: readonly Tenant[]): Promise<string> {
  const parts = tenants.flatMap(({ connector, name, url, secret }) => {
    const path = `/tenants/${connector}/${name}`;
    return [
      send(`${url}/Users`, secret),
      send(`${url}/Groups`, secret),
      admin(`${path}/events?limit=200`),
      admin(`${path}/users`),
      admin(path),
    ];
  });
  return (await Promise.all(parts)).map(({ text }) => text).join('\n');
}

const idsOf = ({ users, groups }: Tenant): readonly string[] => [...users, ...groups].map(({ id }) => id);

function mentions(text: string, tenant: Tenant): readonly string[] {
  return [...idsOf(tenant), tenant.secret].filter((id) => text.includes(id));
}

const products = connectors.map(({ id }) => id);
const pairOf = (connector: string): readonly [own: Tenant, other: Tenant] => {
  const [own, other] = [ours, theirs].map((list) => list.find((one) => one.connector === connector));
  if (own === undefined || other === undefined) throw new Error(`there are no tenants of ${connector}`);
  return [own, other];
};

describe.each(products)('two tenants of %s', (connector) => {
  it('may have users and groups of the same names', () => {
    const [own, other] = pairOf(connector);
    expect(own.users.map(({ userName }) => userName)).toEqual(other.users.map(({ userName }) => userName));
    expect(own.users.length).toBeGreaterThan(0);
    expect(own.groups.map(({ displayName }) => displayName)).toEqual(
      other.groups.map(({ displayName }) => displayName),
    );
  });

  it('cannot reach each other by id: a foreign id is answered like an unknown one', async () => {
    const [own, other] = pairOf(connector);
    const lists = [
      { list: '/Users', ids: other.users.map(({ id }) => id) },
      { list: '/Groups', ids: other.groups.map(({ id }) => id) },
    ];
    const patch = {
      schemas: [PATCH_OP],
      Operations: [{ op: 'Replace', path: 'displayName', value: 'Taken over' }],
    };
    for (const { list, ids } of lists) {
      for (const [method, body] of [['GET'], ['DELETE'], ['PATCH', patch]] as const) {
        const unknown = await send(`${own.url}${list}/nobody`, own.secret, method, body);
        for (const id of ids)
          expect(await send(`${own.url}${list}/${id}`, own.secret, method, body)).toEqual(unknown);
      }
    }
  });

  it('cannot find each other by a filter or in a list', async () => {
    const [own, other] = pairOf(connector);
    for (const { id, userName } of other.users) {
      expect((await items(own.url, own.secret, filtered('/Users', `id eq "${id}"`))).length).toBe(0);
      const named = await items(own.url, own.secret, filtered('/Users', `userName eq "${userName}"`));
      expect(named.map((user) => user.id).filter((found) => !idsOf(own).includes(found))).toEqual([]);
    }
    const listed = await Promise.all(
      ['/Users', '/Groups'].map((list) => send(`${own.url}${list}`, own.secret)),
    );
    for (const { text } of listed) expect(mentions(text, other)).toEqual([]);
  });

  it('cannot learn about each other by adding a foreign id as a member', async () => {
    const [own, other] = pairOf(connector);
    const [group] = own.groups;
    const [stranger] = other.users;
    if (group === undefined || stranger === undefined) return;
    const add = {
      schemas: [PATCH_OP],
      Operations: [{ op: 'Add', path: 'members', value: [{ value: stranger.id }] }],
    };
    await send(`${own.url}/Groups/${group.id}`, own.secret, 'PATCH', add);
    const { text } = await send(`${own.url}/Groups/${group.id}`, own.secret);
    const { members = [] } = JSON.parse(text) as Item;
    // The foreign id has no type and no $ref here, like an unknown id.
    expect(members.find(({ value }) => value === stranger.id)).toEqual({ value: stranger.id });
  });

  it('are separate in everything that the admin API shows', async () => {
    const [own, other] = pairOf(connector);
    const path = `/tenants/${connector}/${own.name}`;
    const hasGroups = connectors.some(({ id, groups }) => id === connector && groups !== undefined);
    for (const view of ['', '/tokens', '/users', ...(hasGroups ? ['/groups'] : [])]) {
      const { status, text } = await admin(`${path}${view}`);
      expect(status).toBe(200);
      expect(mentions(text, other)).toEqual([]);
    }
    const health = JSON.parse((await admin(`${path}/health`)).text) as object;
    expect(health).toMatchObject({
      users: own.users.length,
      ...(hasGroups && { groups: own.groups.length }),
    });
    const requests = async (name: string) => {
      const { text } = await admin(`/tenants/${connector}/${name}/log?limit=200`);
      return (JSON.parse(text) as { entries: { requestId: string }[] }).entries.map(
        ({ requestId }) => requestId,
      );
    };
    const [mine, foreign] = [await requests(own.name), new Set(await requests(other.name))];
    expect(mine.length * foreign.size).toBeGreaterThan(0);
    expect(mine.filter((id) => foreign.has(id))).toEqual([]);
    for (const { id } of other.users) expect((await admin(`${path}/users/${id}`)).status).toBe(404);
    for (const { id } of other.groups) expect((await admin(`${path}/groups/${id}/members`)).status).toBe(404);
  });

  it("cannot revoke each other's tokens or skip each other's events", async () => {
    const [own, other] = pairOf(connector);
    const foreign = `/tenants/${connector}/${other.name}`;
    const { tokens } = JSON.parse((await admin(`${foreign}/tokens`)).text) as { tokens: { id: string }[] };
    const { events } = JSON.parse((await admin(`${foreign}/events`)).text) as { events: { seq: number }[] };
    const path = `/tenants/${connector}/${own.name}`;
    for (const { id } of tokens)
      expect((await admin(`${path}/tokens/${id}/revoke`, 'POST')).status).toBe(404);
    for (const { seq } of events)
      expect((await admin(`${path}/events/${seq}/skip`, 'POST')).status).toBe(404);
    expect(tokens.length * events.length).toBeGreaterThan(0);
  });
});

describe('tenants of any product', () => {
  it("cannot use each other's tokens, and get the same refusal", async () => {
    const told = new Set<string>();
    for (const own of ours) {
      for (const other of theirs) {
        // If the token identifies the tenant, all tenants share one URL.
        if (own.url === other.url) continue;
        const answer = await send(`${other.url}/Users`, own.secret);
        expect(answer.status).toBe(401);
        told.add(answer.text);
      }
    }
    expect(told.size).toBe(1);
  });

  it('issue tokens only for their own users, and the tokens work nowhere else', async () => {
    for (const own of ours) {
      const [person] = own.users;
      const named = { userId: person?.id };
      const path = `/tenants/${own.connector}`;
      for (const other of [...theirs, ...ours].filter(
        (one) => one.connector === own.connector && one !== own,
      )) {
        expect((await admin(`${path}/${other.name}/tokens`, 'POST', named)).status).toBe(404);
      }
      const issued = await admin(`${path}/${own.name}/tokens`, 'POST', named);
      const { secretToken } = JSON.parse(issued.text) as { secretToken: string };
      const me = await send(`${own.url}/Me`, secretToken);
      expect([me.status, JSON.parse(me.text)]).toMatchObject([200, { id: person?.id }]);
      expect((await send(`${own.url}/Users`, secretToken)).status).toBe(403);
      for (const { url } of [...theirs, ...ours].filter(({ url: at }) => at !== own.url)) {
        expect((await send(`${url}/Me`, secretToken)).status).toBe(401);
      }
    }
  });

  it('see only their own users at a shared URL', async () => {
    const shared = ours.filter(({ url }) => theirs.some((other) => other.url === url));
    expect(shared.length).toBeGreaterThan(0);
    for (const { url, secret, users } of shared) {
      expect((await items(url, secret, '/Users')).map(({ id }) => id)).toEqual(users.map(({ id }) => id));
    }
  });

  it('cannot administer, and the admin token cannot provision', async () => {
    for (const { url, secret } of ours) {
      expect((await send(`${host.url}/admin/api/tenants`, secret)).status).toBe(401);
      expect((await send(`${url}/Users`, ADMIN_TOKEN)).status).toBe(401);
    }
  });

  it('get only their own token by a hand-over link', async () => {
    const handed = ours.filter(
      ({ connector }) => connectors.find(({ id }) => id === connector)?.token.kind === 'support-issued',
    );
    expect(handed.length).toBeGreaterThan(1);
    for (const own of handed) {
      const made = await admin(`/tenants/${own.connector}/${own.name}/hand-overs`, 'POST', {
        createdBy: 'tests',
        description: 'tests',
      });
      const { link } = JSON.parse(made.text) as { link: string };
      const { text } = await send(link, '', 'POST');
      const secret = /scimw_[A-Za-z0-9_-]+/.exec(text)?.[0] ?? '';
      expect((await send(`${own.url}/Users`, secret)).status).toBe(200);
      const elsewhere = await Promise.all(
        [...ours, ...theirs]
          .filter(({ url }) => url !== own.url)
          .map(({ url }) => send(`${url}/Users`, secret)),
      );
      expect(elsewhere.map(({ status }) => status)).toEqual(elsewhere.map(() => 401));
    }
  });

  it('have the same data afterwards', async () => {
    expect(await everythingOf(theirs)).toBe(before);
  });
});
