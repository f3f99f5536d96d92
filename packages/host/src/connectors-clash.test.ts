import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@scimwright/server';
import { expect, it } from 'vitest';
import { HostRefusal, readConfig } from './config.ts';
import { flowConnector } from './flow-connector.fixture.ts';
import { openHost } from './open-host.ts';

it('a host with two connectors of the same id does not start, says so, and leaves nothing behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scimwright-clash-'));
  const config = readConfig({ DATA_DIR: folder, PORT: '0' }, folder);
  const connectors = [flowConnector('flow'), flowConnector('desk'), flowConnector('flow')];
  const opening = openHost({ connectors, config, logger: silentLogger });
  await expect(opening).rejects.toThrow(
    new HostRefusal(
      'The connectors "Contoso Flow" and "Contoso Flow" have the same id, flow. Give one of them another id, or serve only one of them.',
    ),
  );
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, { recursive: true });
});
