import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attribute, defineConnector, supportIssuedToken } from '@scimwright/connector-kit';
import type { JsonObject, ResourceType } from '@scimwright/core';
import { indexEntries, searchText } from '@scimwright/core/resource';
import { createTenant, issueToken, type AdminDeps } from '@scimwright/server/admin';
import type { Change, TenantId } from '@scimwright/store';
import { engines, type TestDatabase } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { openHost, type Host } from '../open-host.ts';

/** A product with `searchedBy: 'everything'`, including groups. */
const searched = defineConnector({
  id: 'searched',
  displayName: 'Contoso Search',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
  settings: z.strictObject({}),
  searchedBy: 'everything',
  users: [
    attribute('userName', 'string', { required: true, filterable: true }),
    attribute('active', 'boolean'),
    attribute('title', 'string'),
    attribute('groups', 'complex', { unmapped: true }),
  ],
  groups: [attribute('displayName', 'string'), attribute('members', 'reference')],
  token: supportIssuedToken({ instructions: 'Write to support.', overlapDays: 7 }),
});

const USERS = 1_000;
const GROUPS = 300;

/** A filter with about a minute of work: it computes the groups of each person. */
const SLOW = 'groups[type eq "indirect" and value eq "none"] or groups[type eq "direct" and value eq "none"]';

describe.each(engines)('searches of one tenant on $name', (engine) => {
  let database: TestDatabase;
  let folder: string;
  let host: Host;
  let admin: AdminDeps;
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    database = await engine.open();
    folder = await mkdtemp(join(tmpdir(), 'scimwright-searches-'));
    host = await openHost({
      connectors: [searched],
      config: readConfig({ PORT: '0', DATA_DIR: folder, DATABASE_URL: database.url }, folder),
      logger: { debug() {}, info() {}, warn() {}, error() {} },
      timeouts: { search: 150, searchTurn: 60_000 },
    });
    admin = {
      connectors: [searched],
      store: host.store,
      clock: () => new Date(),
      ids: () => crypto.randomUUID(),
    };
    for (const name of ['mallory', 'contoso']) {
      const tenant = await createTenant(admin, { connector: 'searched', name });
      const { secret } = await issueToken(admin, tenant, { description: 'tests', createdBy: 'tests' });
      tokens.set(name, secret);
      if (name === 'mallory') await fill(tenant.id);
    }
    await ask('contoso', 'POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'ada',
      title: 'Dr',
    });
  }, 60_000);
  afterAll(async () => {
    await host.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  const creation = (
    type: ResourceType,
    id: string,
    resource: JsonObject,
    members: readonly string[],
  ): Change => ({
    kind: 'create',
    type: type.name,
    id,
    at: new Date().toISOString(),
    body: JSON.stringify(resource),
    document: searchText(resource, type),
    entries: indexEntries(resource, type),
    members,
  });

  /** Creates nested groups with every user in all of them. */
  async function fill(tenant: TenantId): Promise<void> {
    const { users, groups } = searched;
    const people = Array.from({ length: USERS }, (_, at) => `u${at}`);
    const changes = [
      ...people.map((id) => creation(users.type, id, { userName: id }, [])),
      ...Array.from({ length: GROUPS }, (_, at) => {
        const members = at === 0 ? people : [`g${at - 1}`];
        return creation(groups?.type ?? users.type, `g${at}`, { displayName: `Group ${at}` }, members);
      }),
    ];
    for (let from = 0; from < changes.length; from += 100) {
      await host.store.resources.commit(tenant, changes.slice(from, from + 100));
    }
  }

  async function ask(tenant: string, method: string, path: string, body?: object) {
    const answer = await fetch(`${host.url}/searched/${tenant}/scim/v2${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${tokens.get(tenant) ?? ''}`,
        'Content-Type': 'application/scim+json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const shown = (await answer.json()) as JsonObject;
    return { ...shown, status: answer.status, retryAfter: answer.headers.get('Retry-After') };
  }
  const search = (tenant: string, filter: string) =>
    ask(tenant, 'GET', `/Users?count=1&filter=${encodeURIComponent(filter)}`);
  /** A search of mallory on a connection that the test ends itself. */
  const askAndLeave = (filter: string): Socket => {
    const { hostname, port } = new URL(host.url);
    const client = connect({ host: hostname, port: Number(port) });
    client.on('error', () => undefined); // the test cuts the connection
    client.write(
      `GET /searched/mallory/scim/v2/Users?filter=${encodeURIComponent(filter)} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${tokens.get('mallory')}\r\n\r\n`,
    );
    return client;
  };

  it('do not delay another tenant, and get a 429 when the queue is full', async () => {
    let answered = 0;
    const slow = Array.from({ length: 40 }, async () => {
      const answer = await search('mallory', SLOW);
      if (answer.status !== 429) answered += 1;
      return answer;
    });
    // Once the queue is full, all other searches wait or run.
    const full = await Promise.any(
      slow.map(async (one) => {
        const answer = await one;
        return answer.status === 429 ? answer : Promise.reject(new Error('it had its turn'));
      }),
    );
    expect(full).toMatchObject({
      retryAfter: '5',
      detail: expect.stringContaining('Too many searches of this tenant'),
    });
    const [lookup, other] = await Promise.all([
      search('contoso', 'userName eq "ada"'),
      search('contoso', 'title co "d"'),
    ]);
    expect([lookup, other]).toMatchObject([
      { status: 200, totalResults: 1 },
      { status: 200, totalResults: 1 },
    ]);
    // Most of the waiting searches had not begun by then.
    expect(answered).toBeLessThan(20);
    const statuses = (await Promise.all(slow)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([400, 429]));
    expect(statuses.filter((status) => status === 400).length).toBeGreaterThanOrEqual(20);
  }, 60_000);

  it('that take too long are stopped and refused with the reason', async () => {
    const answer = await search('mallory', SLOW);
    expect(answer).toMatchObject({
      status: 400,
      scimType: 'tooMany',
      detail: expect.stringContaining('took too long'),
    });
  });

  it('end when their clients disconnect, so that the next one can start', async () => {
    const clients = Array.from({ length: 20 }, () => askAndLeave(SLOW));
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const client of clients) client.destroy();
    expect(await search('mallory', 'title pr')).toMatchObject({ status: 200, totalResults: 0 });
    const { entries } = await host.store.log.read((await tenantNamed('mallory')).id, { limit: 1_000 });
    expect(entries.filter(({ status }) => status >= 500)).toEqual([]);
  });

  it('that cost too much are refused before they begin, with their cost and the limit', async () => {
    const many = Array.from({ length: 12 }, () => 'groups.type pr').join(' or ');
    const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], filter: many };
    expect(await ask('mallory', 'POST', '/Users/.search', body)).toMatchObject({
      status: 400,
      scimType: 'tooMany',
      detail: expect.stringMatching(
        /about 1200 values in each of 1000 resources, 1200000 in total; 1000000 are allowed/,
      ),
    });
    expect(await ask('contoso', 'POST', '/Users/.search', body)).toMatchObject({
      status: 200,
      totalResults: 0,
    });
  });

  async function tenantNamed(name: string) {
    const tenant = await host.store.tenants.get('searched', name);
    if (tenant === undefined) throw new Error(`there is no ${name}`);
    return tenant;
  }
});
