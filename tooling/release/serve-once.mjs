// @ts-check
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { freePort, readDemoTenants, RunningHost, testConnection } from '../ci/running-host.mjs';
import { STOP_SIGNALS } from '../launcher/run-program.mjs';

/** Limits against hanging, not measures of speed. */
const SECONDS = { start: 60, stop: 30 };

/**
 * Starts a project's host, sends what Entra ID's Test Connection sends, and stops it. The data stays in `data`.
 *
 * @param {string} project
 * @returns {Promise<string>} a line that says what was shown
 */
export async function serveOnce(project) {
  const dataDir = join(project, 'data');
  const host = new RunningHost(project, { port: await freePort(), dataDir });
  const leave = () => {
    host.kill();
    process.exit(1);
  };
  for (const signal of STOP_SIGNALS) process.on(signal, leave);
  try {
    const seconds = await host.ready(SECONDS.start);
    const tenants = readDemoTenants(dataDir);
    for (const tenant of tenants) await testConnection(tenant);
    assert.equal(await host.stop(SECONDS.stop), 0, 'the host did not end with 0 after SIGTERM');
    const names = tenants.map(({ connector }) => connector).join(', ');
    return `Ready after ${seconds.toFixed(1)} s; Test Connection succeeds for ${names}; SIGTERM ends it with 0.`;
  } finally {
    host.kill();
    for (const signal of STOP_SIGNALS) process.off(signal, leave);
  }
}
