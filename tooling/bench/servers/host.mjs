// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { hostProgram } from '../../launcher/host-program.mjs';
/** @import { Child, Stage } from '../stage.mjs' */

const ADMIN_TOKEN = 'an-admin-token-of-the-bench-0123456789abcdef';

/** @typedef {{ url: string, token: string }} Endpoint a tenant URL and its secret token */
/** @typedef {Child & { openTenant(connector: string, name?: string): Promise<Endpoint> }} Host */

/**
 * Starts the built host of a checkout as its `npm start` does, on an embedded database in a folder of its own, or on
 * the one that `env` names.
 *
 * @param {Stage} stage
 * @param {{ checkout: string, dataDir?: string, env?: NodeJS.ProcessEnv, node?: readonly string[] }} options `node` are options of Node
 * @returns {Promise<Host>}
 */
export async function startHost(stage, { checkout, dataDir = stage.newFolder('host'), env, node = [] }) {
  const { args, env: startEnv } = (await programOf(checkout))([]);
  const host = await stage.start({
    name: 'The host',
    command: process.execPath,
    args: [...node, ...args],
    cwd: checkout,
    env: {
      ...startEnv,
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      ADMIN_TOKEN,
      LOG_LEVEL: 'info',
      ...env,
    },
  });
  return { ...host, openTenant: (connector, name = 'bench') => openTenant(host.origin, connector, name) };
}

/**
 * How that checkout starts its host; one from before there was a file for it does as this one.
 *
 * @param {string} checkout
 * @returns {Promise<typeof hostProgram>}
 */
async function programOf(checkout) {
  const file = join(checkout, 'tooling/launcher/host-program.mjs');
  return existsSync(file) ? (await import(pathToFileURL(file).href)).hostProgram : hostProgram;
}

/**
 * Creates a tenant through the admin API.
 *
 * @param {string} origin
 * @param {string} connector
 * @param {string} tenant
 * @returns {Promise<Endpoint>}
 */
async function openTenant(origin, connector, tenant) {
  await administer(origin, '/tenants', { connector, tenant });
  const { tenantUrl, secretToken } = await administer(origin, `/tenants/${connector}/${tenant}/tokens`, {
    description: 'bench',
  });
  // The host may be known by another address than the one that it listens on.
  return { url: origin + new URL(tenantUrl).pathname, token: secretToken };
}

/**
 * @param {string} origin
 * @param {string} path
 * @param {object} body
 */
async function administer(origin, path, body) {
  const answer = await fetch(`${origin}/admin/api${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`POST ${path} was answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}
