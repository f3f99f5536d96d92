import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attribute, defineConnector, supportIssuedToken, type Connector } from '@scimwright/connector-kit';
import { PATCH_OP } from '@scimwright/core/messages';
import { USER } from '@scimwright/core/schema';
import { createTenant, issueToken, tenantHealth, type AdminDeps } from '@scimwright/server/admin';
import type { Tenant } from '@scimwright/store';
import { engines, type TestDatabase } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readConfig } from './config.ts';
import { openHost, type Host } from './open-host.ts';

const ADMIN_TOKEN = 'an-admin-token-of-the-tests-0123456789abcdef';
const ROLE = 'roles[primary eq "True"].value';

/** A connector whose tenants have seats and roles. */
function withSettings(settings: z.ZodObject): Connector {
  return defineConnector({
    id: 'flow',
    displayName: 'Contoso Flow',
    tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
    settings,
    users: [
      attribute('userName', 'string', { required: true, filterable: true }),
      attribute('active', 'boolean'),
      attribute('title', 'string'),
      attribute(ROLE, 'string', { from: 'SingleAppRoleAssignment([appRoleAssignments])' }),
    ],
    groups: [attribute('displayName', 'string'), attribute('members', 'reference')],
    singleRole: { path: ROLE, allowed: ({ roles }) => roles as string[] },
    refuse: ({ activeUsers, settings: { seats } }) =>
      activeUsers < Number(seats) ? undefined : 'No seat is left.',
    token: supportIssuedToken({ instructions: 'Write to Flow support.', overlapDays: 7 }),
  });
}

const earlier = withSettings(z.strictObject({ seats: z.number(), roles: z.array(z.string()) }));
const newer = withSettings(
  z.strictObject({ seats: z.number().min(10), roles: z.array(z.string()), region: z.enum(['EU', 'US']) }),
);

const patch = (...Operations: object[]) => ({ schemas: [PATCH_OP], Operations });
const disable = { op: 'Replace', path: 'active', value: 'False' };

describe.each(engines)(
  'a tenant with settings that a newer version of its connector refuses, on $name',
  ({ open }) => {
    let database: TestDatabase;
    let folder: string;
    let host: Host;
    let secret: string;
    let admin: AdminDeps;
    let logged: { readonly message: string; readonly fields: object }[];
    /** Each case that changes people has its own. */
    const names = ['ada', 'bob', 'carol', 'dave', 'erin', 'frank'] as const;
    const ids = Object.fromEntries(names.map((name) => [name, ''])) as Record<(typeof names)[number], string>;

    async function openWith(connector: Connector): Promise<AdminDeps> {
      const at =
        (level: string) =>
        (fields: object, message: string): void =>
          void (level === 'warn' && logged.push({ message, fields }));
      logged = [];
      host = await openHost({
        connectors: [connector],
        config: readConfig({ PORT: '0', DATA_DIR: folder, DATABASE_URL: database.url, ADMIN_TOKEN }, folder),
        logger: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
      });
      const ids = (): string => crypto.randomUUID();
      return { connectors: [connector], store: host.store, clock: () => new Date(), ids };
    }

    async function send(method: string, path: string, body?: object) {
      const answer = await fetch(`${host.url}/flow/contoso/scim/v2${path}`, {
        method,
        headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/scim+json' },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const shown = (text === '' ? {} : JSON.parse(text)) as {
        readonly id: string;
        readonly active?: boolean;
        readonly title?: string;
        readonly detail?: string;
        readonly Operations?: readonly { readonly status: string }[];
      };
      return { ...shown, status: answer.status };
    }

    beforeAll(async () => {
      database = await open();
      folder = await mkdtemp(join(tmpdir(), 'scimwright-settings-'));
      const before = await openWith(earlier);
      const settings = { seats: 9, roles: ['Editor'] };
      const tenant = await createTenant(before, { connector: 'flow', name: 'contoso', settings });
      secret = (await issueToken(before, tenant, { description: 'tests', createdBy: 'tests' })).secret;
      for (const [at, userName] of names.entries()) {
        const user = { schemas: [USER], userName, active: at % 2 === 0 };
        ids[userName] = (await send('POST', '/Users', user)).id;
      }
      await host.close();
      admin = await openWith(newer);
    }, 60_000);
    afterAll(async () => {
      await host.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    });

    it('is named when the host starts and in its health, with each setting', async () => {
      expect(logged).toEqual([
        {
          message: expect.stringContaining('the connector does not accept the settings of a tenant'),
          fields: {
            connector: 'flow',
            tenant: 'contoso',
            faults: [
              { setting: 'seats', problem: expect.any(String) },
              { setting: 'region', problem: expect.any(String) },
            ],
          },
        },
      ]);
      const { warnings, settingFaults } = await tenantHealth(admin, await tenantIn(host));
      expect(settingFaults.map(({ setting }) => setting)).toEqual(['seats', 'region']);
      expect(warnings[0]).toMatch(
        /^The connector does not take the stored settings of this tenant: seats: [^]*; region: [^]*npx scimwright tenant set flow contoso --settings/,
      );
    });

    it.each([
      ['a creation', 'POST', () => '/Users', { schemas: [USER], userName: 'eve' }],
      ['a change', 'PATCH', () => `/Users/${ids.ada}`, patch({ op: 'replace', path: 'title', value: 'Dr' })],
      ['an enable', 'PATCH', () => `/Users/${ids.bob}`, patch({ ...disable, value: 'True' })],
      ['a PUT', 'PUT', () => `/Users/${ids.ada}`, { schemas: [USER], userName: 'ada', title: 'Dr' }],
    ])('refuses %s with 503 and the reason, and changes nothing', async (_, method, path, body) => {
      const { id } = await tenantIn(host);
      const refused = async () =>
        (await host.store.log.read(id, { status: { from: 503, to: 503 }, limit: 9 })).entries;
      const before = (await refused()).length;
      const answer = await send(method, path(), body);
      expect(answer).toMatchObject({ status: 503 });
      expect(answer.detail).toMatch(
        /^The settings of this Contoso Flow tenant are invalid \(seats, region\), .*still be read, disabled and deleted/,
      );
      expect(await send('GET', '/Users?filter=title+eq+"Dr"')).toMatchObject({ status: 400 });
      expect(await send('GET', `/Users/${ids.ada}`)).not.toHaveProperty('title');
      expect(await send('GET', '/Users')).toMatchObject({ totalResults: names.length });
      expect((await send('GET', `/Users/${ids.bob}`)).active).toBe(false);
      await expect.poll(async () => (await refused()).length).toBe(before + 1);
      expect((await refused()).map(({ detail }) => detail)).toEqual(Array(before + 1).fill(answer.detail));
    });

    it('can still be read, disabled, changed while disabled, and deleted', async () => {
      const beside = patch(disable, { op: 'add', path: 'title', value: 'Dr' });
      expect(await send('GET', `/Users/${ids.carol}`)).toMatchObject({ status: 200, active: true });
      expect(await send('PATCH', `/Users/${ids.carol}`, beside)).toMatchObject({
        status: 200,
        active: false,
        title: 'Dr',
      });
      expect(
        await send('PUT', `/Users/${ids.dave}`, {
          schemas: [USER],
          userName: 'dave',
          active: false,
          title: 'Mr',
        }),
      ).toMatchObject({ status: 200, title: 'Mr' });
      expect(await send('DELETE', `/Users/${ids.dave}`)).toMatchObject({ status: 204 });
    });

    it('accepts groups and their members as usual', async () => {
      const group = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'crew' };
      const { id, status } = await send('POST', '/Groups', group);
      expect(status).toBe(201);
      const add = patch({ op: 'add', path: 'members', value: [{ value: ids.ada }] });
      expect(await send('PATCH', `/Groups/${id}`, add)).toMatchObject({ status: 204 });
    });

    it('gets a result for each operation of a bulk request', async () => {
      const Operations = [
        { method: 'POST', path: '/Users', bulkId: 'a', data: { schemas: [USER], userName: 'eve' } },
        { method: 'PATCH', path: `/Users/${ids.erin}`, data: patch(disable) },
        { method: 'DELETE', path: `/Users/${ids.frank}` },
      ];
      const schemas = ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'];
      const { Operations: results } = await send('POST', '/Bulk', { schemas, Operations });
      expect(results?.map(({ status }) => status)).toEqual(['503', '200', '204']);
    });

    // The last case, because it corrects the settings.
    it('works again as soon as its settings are corrected', async () => {
      const set = (settings: object): Promise<Response> =>
        fetch(`${host.url}/admin/api/tenants/flow/contoso`, {
          method: 'PATCH',
          headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': 'application/json' },
          body: JSON.stringify({ settings }),
        });
      expect((await set({ seats: 12, roles: ['Editor'] })).status).toBe(422);
      expect((await set({ seats: 12, roles: ['Editor'], region: 'EU' })).status).toBe(200);
      expect(await send('POST', '/Users', { schemas: [USER], userName: 'eve' })).toMatchObject({
        status: 201,
      });
    });
  },
);

async function tenantIn({ store }: Host): Promise<Tenant> {
  const tenant = await store.tenants.get('flow', 'contoso');
  if (tenant === undefined) throw new Error('the tenant is gone');
  return tenant;
}
