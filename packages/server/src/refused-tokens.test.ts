import type { LogEntry } from '@scimwright/store';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { tenantHealth } from './admin/tenant-health.ts';
import { changeTenant, createTenant } from './admin/tenants.ts';
import { issueToken, revokeToken } from './admin/tokens.ts';
import { flowUser, patchOf, serveFlow, type Served } from './serve.fixture.ts';

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

const wanted = { description: 'tests', createdBy: 'tests' };
const FIND = '/Users?filter=userName%20eq%20%22Zx9-private-value%22';

/** The log of the tenant, once it has this many entries: those of reads are stored a moment later. */
async function logOf(host: Served, entries = 1, tenant = host.tenant): Promise<readonly LogEntry[]> {
  return vi.waitFor(async () => {
    const page = await host.admin.store.log.read(tenant.id, { limit: 10 });
    expect(page.entries).toHaveLength(entries);
    return page.entries;
  }, 5_000);
}

/** Makes the token of the fixture invalid. */
const spoil: Readonly<Record<string, (host: Served) => Promise<void>>> = {
  'was revoked': async ({ admin, tenant }) => {
    const [token] = await admin.store.tokens.list(tenant.id);
    if (token === undefined) throw new Error('There is a token.');
    await revokeToken(admin, tenant, token.id);
  },
  'is of a tenant that is switched off': async ({ admin, tenant }) => {
    await changeTenant(admin, tenant, { enabled: false });
  },
  'is of a tenant without the entitlement': async ({ admin, tenant }) => {
    await changeTenant(admin, tenant, { entitlements: [] });
  },
};

describe('a known token that is refused', () => {
  it.each<[why: string, status: number, detail: string]>([
    ['was revoked', 401, 'This token was revoked. Enter the new one in Secret Token.'],
    [
      'is of a tenant that is switched off',
      403,
      'Provisioning is switched off for this Contoso Flow tenant.',
    ],
    ['is of a tenant without the entitlement', 403, 'does not include flow-api'],
  ])('because it %s is in the log and the health of its tenant', async (why, status, detail) => {
    served = await serveFlow();
    await spoil[why]?.(served);
    expect((await served.send('GET', FIND)).status).toBe(status);
    const [entry] = await logOf(served);
    expect(entry).toMatchObject({ status, operation: 'query', detail: expect.stringContaining(detail) });
    const health = await tenantHealth(served.admin, served.tenant);
    expect(health.last24Hours).toMatchObject({ requests: 1, refused: 1, refusedTokens: 1 });
    expect(health.lastRefusedToken).toMatchObject({ status });
    expect(health.warnings).toContainEqual(
      expect.stringMatching(
        /^1 request of the last 24 hours came with a token that opens nothing\. The last, at /,
      ),
    );
    // Only the tenant's log has the refusal, and it has neither the token nor the filter.
    expect(served.lines).toEqual([]);
    expect(JSON.stringify(entry)).not.toMatch(/private-value|scimw_/);
  });

  it('because it has expired is there too, but does not count as a request with a live token', async () => {
    let now = new Date('2026-01-31T12:00:00.000Z');
    served = await serveFlow({ server: { clock: () => now } });
    const { admin, tenant } = served;
    const expires = new Date(now.getTime() + 3_600_000);
    const { secret } = await issueToken(admin, tenant, { ...wanted, expires });
    now = new Date(now.getTime() + 7_200_000);
    const headers = { Authorization: `Bearer ${secret}` };
    expect((await served.send('GET', '/Users', undefined, headers)).status).toBe(401);
    expect(await logOf(served)).toMatchObject([
      { status: 401, detail: expect.stringContaining('has expired') },
    ]);
    expect(await tenantHealth(admin, tenant)).toMatchObject({
      lastRequest: undefined,
      lastRefusedToken: { detail: 'This token has expired. Create a new one and enter it in Secret Token.' },
    });
    const token = (await admin.store.tokens.list(tenant.id)).find((one) => one.expires !== undefined);
    expect(token?.lastUsed).toBeUndefined();
  });

  it('because it was sent to the URL of another tenant is in the log of its own tenant', async () => {
    served = await serveFlow();
    const { admin } = served;
    const other = await createTenant(admin, {
      connector: 'flow',
      name: 'fabrikam',
      entitlements: ['flow-api'],
    });
    const { secret } = await issueToken(admin, other, wanted);
    const headers = { Authorization: `Bearer ${secret}` };
    expect((await served.send('GET', '/Users', undefined, headers)).status).toBe(401);
    expect(await logOf(served, 1, other)).toMatchObject([
      {
        status: 401,
        detail: 'This token is not valid for this Tenant URL. Check that both belong to the same tenant.',
      },
    ]);
    expect((await admin.store.log.read(served.tenant.id, { limit: 10 })).entries).toEqual([]);
  });

  it('causes no warning any more once another token works', async () => {
    served = await serveFlow();
    const { admin, tenant } = served;
    await spoil['was revoked']?.(served);
    expect((await served.send('GET', '/Users')).status).toBe(401);
    await logOf(served, 1);
    const { secret } = await issueToken(admin, tenant, wanted);
    const headers = { Authorization: `Bearer ${secret}` };
    await vi.waitFor(async () => {
      expect((await served?.send('GET', '/Users', undefined, headers))?.status).toBe(200);
      const { warnings } = await tenantHealth(admin, tenant);
      expect(warnings).toEqual([]);
    }, 5_000);
    expect((await tenantHealth(admin, tenant)).last24Hours.refusedTokens).toBe(1);
  });
});

describe('any other refusal', () => {
  it.each<[what: string, method: string, path: string, headers: Record<string, string>, fields: object]>([
    [
      'no token',
      'GET',
      FIND,
      { Authorization: '' },
      {
        status: 401,
        connector: 'flow',
        path: '/flow/contoso/scim/v2/Users',
        reason: expect.stringContaining('Send the secret token'),
      },
    ],
    [
      'a made-up token',
      'GET',
      '/Users/ada',
      { Authorization: 'Bearer Zx9-private-value' },
      {
        status: 401,
        path: '/flow/contoso/scim/v2/Users/…',
        reason: expect.stringContaining('not a token of this service'),
      },
    ],
    [
      'an unknown path',
      'GET',
      '/Peopl/Zx9-private-value@contoso.example?filter=Zx9-private-value',
      {},
      {
        status: 404,
        method: 'GET',
        path: '/flow/contoso/scim/v2/Peopl/…',
        reason: expect.stringContaining('nothing at this path'),
      },
    ],
    [
      'an unsupported method',
      'PUT',
      '/Users',
      {},
      { status: 405, method: 'PUT', reason: expect.stringContaining('does not support PUT') },
    ],
  ])(
    'of %s is a line of the process log at debug, with its reason',
    async (_, method, path, headers, fields) => {
      served = await serveFlow();
      const { status } = await served.send(method, path, undefined, headers);
      expect(served.lines).toEqual([
        { level: 'debug', message: 'a request was refused', fields: expect.objectContaining(fields) },
      ]);
      expect(served.lines[0]?.fields).toMatchObject({ status, requestId: expect.any(String) });
      expect(JSON.stringify(served.lines)).not.toMatch(/private-value|scimw_|\?/);
    },
  );

  it('is not in the process log if it is in the log of a tenant', async () => {
    served = await serveFlow();
    expect((await served.send('GET', '/Users/nobody')).status).toBe(404);
    expect((await served.send('POST', '/Users', {})).status).toBe(400);
    await logOf(served, 2);
    expect(served.lines).toEqual([]);
  });
});

describe('health', () => {
  it('counts users whose latest attempt failed, and names the command that lists them', async () => {
    served = await serveFlow();
    const { admin, tenant } = served;
    const { body: ada } = await served.send('POST', '/Users', flowUser('ada'));
    expect((await tenantHealth(admin, tenant)).warnings).toEqual([]);
    expect((await served.send('POST', '/Users', flowUser('ada'))).status).toBe(409);
    expect((await served.send('POST', '/Users', { ...flowUser('leila'), emails: [] })).status).toBe(400);
    await logOf(served, 3);
    const health = await tenantHealth(admin, tenant);
    expect(health.unresolved).toEqual({ resources: 2, capped: false });
    expect(health.warnings).toEqual([
      'The latest attempt failed for 2 people or groups. To list them: npx scimwright log flow contoso --unresolved',
    ]);
    const title = patchOf({ op: 'replace', path: 'title', value: 'Dr' });
    expect((await served.send('PATCH', `/Users/${String(ada['id'])}`, title)).status).toBe(200);
    expect((await tenantHealth(admin, tenant)).unresolved.resources).toBe(1);
    expect((await served.send('POST', '/Users', flowUser('Leila'))).status).toBe(201);
    expect((await tenantHealth(admin, tenant)).warnings).toEqual([]);
  });

  it('shows the message of the handler for the first event on which it failed', async () => {
    served = await serveFlow();
    const { admin, tenant } = served;
    const { body: ada } = await served.send('POST', '/Users', flowUser('ada'));
    const at = '2999-01-01T00:00:00.000Z';
    const { events } = await admin.store.outbox.claim({ owner: 'one', now: at, leaseUntil: at, limit: 1 });
    const outcomes = events.map(({ seq }) => ({
      kind: 'retry' as const,
      seq,
      at,
      error: 'No seat is left.',
    }));
    await admin.store.outbox.acknowledge({ owner: 'one', now: at, outcomes });
    const { warnings, firstFailingEvent } = await tenantHealth(admin, tenant);
    expect(firstFailingEvent).toMatchObject({ attempts: 1, error: 'No seat is left.' });
    expect(warnings).toEqual([
      `1 event could not be delivered to the product and will be tried again. The first, user.created of User ${String(ada['id'])}, failed 1 time: No seat is left. To list them: npx scimwright events flow contoso --failing`,
    ]);
  });
});
