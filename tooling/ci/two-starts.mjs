// @ts-check
// Starts the host twice, as a user does, and shows that it serves, stops and keeps its data.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../workspace/root.mjs';
import { freePort, readDemoTenants, RunningHost, testConnection } from './running-host.mjs';

/** Limits against hanging, not measures of speed. The first start installs and compiles. */
const SECONDS = { first: 300, second: 60, stop: 30 };

const port = await freePort();
const dataDir = mkdtempSync(join(tmpdir(), 'scimwright-data-'));
/** @type {RunningHost | undefined} */
let host;

// No host outlives this script.
async function cleanUp() {
  await host?.stop(SECONDS.stop).catch(() => host?.kill());
  rmSync(dataDir, { recursive: true, force: true });
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => void cleanUp().then(() => process.exit(1)));
}

try {
  const before = await start('first');
  const after = await start('second');
  assert.deepEqual(after, before, 'the second start has other tenants or tokens than the first');
  say('The second start kept the tenants and their tokens.');
} finally {
  await cleanUp();
}

/** @param {'first' | 'second'} which */
async function start(which) {
  say(`The ${which} start`);
  host = new RunningHost(root, { port, dataDir });
  say(`Ready after ${(await host.ready(SECONDS[which])).toFixed(1)} s.`);
  const tenants = readDemoTenants(dataDir);
  for (const tenant of tenants) await testConnection(tenant);
  say(`Test Connection succeeds for ${tenants.map(({ connector }) => connector).join(', ')}.`);
  assert.equal(await host.stop(SECONDS.stop), 0, 'npm start did not end with 0 after SIGTERM');
  say('Stopped by SIGTERM with exit code 0.');
  return tenants;
}

/** @param {string} line */
function say(line) {
  console.log(`[two starts] ${line}`);
}
