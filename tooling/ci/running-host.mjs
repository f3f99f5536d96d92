// @ts-check
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A host started as a user starts it, by `npm start`. It leads its own process group, so that none of its processes can
 * outlive this script; it is stopped through npm, as by a supervisor.
 */
export class RunningHost {
  #exited;

  /**
   * @param {string} root
   * @param {{ port: number, dataDir: string }} options
   */
  constructor(root, { port, dataDir }) {
    const env = { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir };
    this.url = `http://127.0.0.1:${port}`;
    this.npm = spawn('npm', ['start'], {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
    this.#exited = once(this.npm, 'exit');
  }

  /**
   * @param {number} seconds
   * @returns {Promise<number>} the seconds it took
   */
  async ready(seconds) {
    const begin = performance.now();
    const elapsed = () => (performance.now() - begin) / 1000;
    while (elapsed() < seconds) {
      if (this.#hasExited())
        throw new Error(`npm start ended with ${this.npm.exitCode} before it was ready.`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answer?.status === 200) return elapsed();
      await sleep(200);
    }
    throw new Error(`${this.url}/readyz did not answer 200 within ${seconds} s.`);
  }

  /**
   * @param {number} seconds
   * @returns {Promise<number | null>} npm's exit code
   */
  async stop(seconds) {
    this.npm.kill('SIGTERM');
    const late = sleep(seconds * 1000, undefined, { ref: false }).then(() => {
      throw new Error(`npm start did not end within ${seconds} s of SIGTERM.`);
    });
    const [code] = await Promise.race([this.#exited, late]);
    return code;
  }

  /** Ends every process that is left. */
  kill() {
    try {
      if (this.npm.pid) process.kill(-this.npm.pid, 'SIGKILL');
    } catch {
      // Nothing is left.
    }
  }

  #hasExited() {
    return this.npm.exitCode !== null || this.npm.signalCode !== null;
  }
}

/** An unused port of the loopback interface. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}

/** @typedef {{ connector: string, tenant: string, tenantUrl: string, secretToken: string }} DemoTenant */

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
 * What Entra ID sends when an admin presses Test Connection: a search for a user that cannot exist.
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
  assert.equal(JSON.parse(body).totalResults, 0, `${connector} found someone: ${body}`);
}
