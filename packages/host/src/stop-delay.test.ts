import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { flowConnector } from './flow-connector.fixture.ts';
import { openHost } from './open-host.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scimwright-stop-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('a stopping host is not ready, but still answers for a while', async () => {
  const config = readConfig({ PORT: '0', DATA_DIR: folder, STOP_DELAY: '0.5' }, folder);
  const { url, close } = await openHost({ connectors: [flowConnector()], config, logger: quiet });
  const ready = async (): Promise<readonly [number, string]> => {
    const answer = await fetch(`${url}/readyz`);
    return [answer.status, await answer.text()];
  };
  expect(await ready()).toEqual([200, 'ready\n']);
  const closed = close();
  expect(await ready()).toEqual([503, 'stopping\n']);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const path = '/flow/contoso/scim/v2/ServiceProviderConfig';
  expect((await fetch(`${url}${path}`)).status).toBe(200);
  await closed;
  await expect(fetch(`${url}/readyz`)).rejects.toThrow('fetch failed');
});
