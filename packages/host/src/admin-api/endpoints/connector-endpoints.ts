import { showConnector } from '@scimwright/server';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { connectorList } from '../shapes/connector.ts';
import { nothing } from './tenant-params.ts';

/** About the products that the host serves. */
export const connectorEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'listConnectors',
    method: 'get',
    path: '/connectors',
    tag: 'Connectors',
    summary: 'The products that this host serves, with their mapping tables and token flows.',
    params: nothing,
    query: nothing,
    body: undefined,
    refusals: [],
    status: 200,
    reply: connectorList,
    run: async (_, { connectors, origin }) => ({
      connectors: connectors.map((connector) => showConnector(connector, origin())),
    }),
  }),
];
