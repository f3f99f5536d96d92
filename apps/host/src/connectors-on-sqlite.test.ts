import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHost } from '@scimwright/host';
import { readConfig } from '@scimwright/host/internal';
import { describeServedConnector, type ServeConnector } from '@scimwright/testing';
import { connectors } from './connectors.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** The whole host with all its connectors over a database file, as in production. */
const serve: ServeConnector = async (_, { clock }) => {
  const folder = await mkdtemp(join(tmpdir(), 'scimwright-connectors-'));
  const config = readConfig({ PORT: '0', DATA_DIR: folder }, folder);
  const host = await openHost({ connectors, config, logger: quiet, clock });
  return {
    origin: host.url,
    store: host.store,
    async close() {
      await host.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

for (const connector of connectors) describeServedConnector(connector, { serve });
