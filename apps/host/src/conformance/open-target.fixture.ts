import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHost } from '@scimwright/host';
import { readConfig } from '@scimwright/host/internal';
import type { TestEngine } from '@scimwright/test-databases';
import type { ConformanceTarget, TenantCredentials } from '@scimwright/conformance';
import { ownSchemasConnector } from '@scimwright/testing';
import { connectors } from '../connectors.ts';

const ADMIN_TOKEN = 'an-admin-token-of-the-tests-0123456789abcdef';
const DAY_MS = 86_400_000;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** A whole host over a database, with two tenants of the template, which has all of RFC 7643, and one with declared schemas. */
export async function openTarget({
  open,
}: TestEngine): Promise<Required<ConformanceTarget> & { close(): Promise<void> }> {
  const database = await open();
  const folder = await mkdtemp(join(tmpdir(), 'scimwright-conformance-'));
  const config = readConfig({ PORT: '0', DATA_DIR: folder, DATABASE_URL: database.url, ADMIN_TOKEN }, folder);
  let behind = 2 * DAY_MS;
  const clock = (): Date => new Date(Date.now() - behind);
  const host = await openHost({
    connectors: [...connectors, ownSchemasConnector],
    config,
    logger: quiet,
    clock,
  });

  const administrate = async (path: string, body: object): Promise<TenantCredentials> => {
    const answer = await fetch(`${host.url}/admin/api${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${text}`);
    return JSON.parse(text) as TenantCredentials; // the answer to a new token has both
  };
  const openTenant = async (
    tenant: string,
    more: object = {},
    connector = 'template',
  ): Promise<TenantCredentials> => {
    const { tenantUrl, secretToken } = await administrate(`/tenants/${connector}/${tenant}/tokens`, more);
    return { tenantUrl, secretToken };
  };

  for (const tenant of ['asked', 'other']) await administrate('/tenants', { connector: 'template', tenant });
  await administrate('/tenants', { connector: ownSchemasConnector.id, tenant: 'declared' });
  // Issued two days ago, so that it has expired by now.
  const expires = new Date(clock().getTime() + DAY_MS).toISOString();
  const expired = await openTenant('asked', { expires });
  const expiredCursor = await begunBy(expired);
  behind = 0;
  const asked = await openTenant('asked');
  const created = await fetch(`${asked.tenantUrl}/Users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${asked.secretToken}`, 'content-type': 'application/scim+json' },
    body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'me' }),
  });
  if (!created.ok) throw new Error(await created.text());
  return {
    ...asked,
    other: await openTenant('other'),
    declared: await openTenant('declared', {}, ownSchemasConnector.id),
    expiredToken: expired.secretToken,
    expiredCursor,
    userToken: (await openTenant('asked', { userName: 'me' })).secretToken,
    async close() {
      await host.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The nextCursor of a list of two users, whom it deletes afterwards. */
async function begunBy({ tenantUrl, secretToken }: TenantCredentials): Promise<string> {
  const send = (method: string, path: string, body?: object): Promise<Response> =>
    fetch(`${tenantUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${secretToken}`, 'content-type': 'application/scim+json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const made = await Promise.all(
    ['one', 'two'].map(async (userName) => {
      const answer = await send('POST', '/Users', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        userName,
      });
      return ((await answer.json()) as { readonly id: string }).id; // of a user
    }),
  );
  const page = await send('GET', '/Users?count=1&cursor=');
  const { nextCursor } = (await page.json()) as { readonly nextCursor: string }; // of a page that is not the last
  await Promise.all(made.map((id) => send('DELETE', `/Users/${id}`)));
  return nextCursor;
}
