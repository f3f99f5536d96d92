// @ts-check
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ connector: string, tenant: string, tenantUrl: string, secretToken: string }} DemoTenant
 */

/**
 * @param {string} dataDir
 * @returns {DemoTenant[]}
 */
export function readDemoTenants(dataDir) {
  const file = join(dataDir, 'demo.json');
  assert.ok(existsSync(file), `${file} is missing`);
  assert.equal(
    (statSync(file).mode & 0o777).toString(8),
    '600',
    `others can read ${file}, which holds tokens`,
  );
  const tenants = JSON.parse(readFileSync(file, 'utf8'));
  assert.ok(tenants.length > 0, `${file} names no tenant`);
  return tenants;
}

/**
 * What Entra ID sends when an admin presses Test Connection: it looks for a user that cannot exist.
 *
 * @param {DemoTenant} tenant
 */
export async function testConnection({ connector, tenantUrl, secretToken }) {
  const filter = encodeURIComponent(`userName eq "${randomUUID()}"`);
  const answer = await fetch(`${tenantUrl}/Users?filter=${filter}`, {
    headers: { authorization: `Bearer ${secretToken}`, accept: 'application/scim+json' },
    signal: AbortSignal.timeout(30_000),
  });
  const body = await answer.text();
  assert.equal(answer.status, 200, `${connector} answered ${answer.status}: ${body}`);
  assert.equal(JSON.parse(body).totalResults, 0, `${connector} found somebody: ${body}`);
}
