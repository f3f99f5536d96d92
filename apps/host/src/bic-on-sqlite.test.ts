import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bic } from '@scimwright/connector-bic';
import { openHost, readConfig } from '@scimwright/host';
import { describeConnector, type ServeConnector } from '@scimwright/testing';
import table from '@scimwright/connector-bic/entra-table.json' with { type: 'json' };

const quiet = { info() {}, warn() {}, error() {} };

/** The whole host over a database file, as it is run. */
const serve: ServeConnector = async (connector, { clock }) => {
  const folder = await mkdtemp(join(tmpdir(), 'scimwright-bic-'));
  const config = readConfig({ PORT: '0', DATA_DIR: folder }, folder);
  const host = await openHost({ connectors: [connector], config, logger: quiet, isEmpty: true, clock });
  return {
    origin: host.url,
    store: host.store,
    async close() {
      await host.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

describeConnector(bic, {
  serve,
  table,
  settings: { roles: ['Viewer', 'Editor'] },
  other: { 'roles[primary eq "True"].value': 'Viewer' },
  user: {
    userName: 'ada@contoso.example',
    displayName: 'Ada Byron',
    active: true,
    emails: [{ type: 'work', value: 'ada@contoso.example' }],
    roles: [{ primary: 'True', value: 'Editor' }],
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { organization: 'Contoso' },
  },
  rejects: [],
});
