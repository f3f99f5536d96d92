import type { Connector } from '@scimwright/connector-kit';
import { tokenScopes } from '@scimwright/connector-kit/internal';
import { z } from 'zod';
import { count, nothing, texts } from './fields.ts';
import { endpoint } from './operation.ts';

type Row = Connector['users']['rows'][number];

/** A row of an attribute-mapping table, as the vendor's tutorial has it. */
export const mappingRow = z.strictObject({
  path: z.string(),
  type: z.string(),
  required: z.boolean(),
  filterable: z.boolean(),
  matching: count.optional().describe('1 is what Entra matches by first.'),
  source: z.string().optional().describe('The Entra source attribute or expression.'),
  assumed: z.boolean().describe('Whether the tutorial does not say it.'),
});

/** A product that the host serves. */
export const shownConnector = z.strictObject({
  id: z.string(),
  displayName: z.string(),
  tutorial: z.string(),
  tenantUrl: z.string().describe('In which {tenant} stands for the name of a tenant.'),
  tokenFlow: z.strictObject({
    kind: z.string(),
    most: count.describe('How many tokens of a tenant may work at the same time.'),
    overlapDays: z.number().optional().describe('How long the old tokens go on working.'),
    scopes: texts.describe('The one that opens the endpoint first.'),
    entitlement: z.string().optional(),
    instructions: z.string().optional(),
    linkHours: z.number().optional(),
    where: z.string().optional(),
  }),
  users: z.array(mappingRow).readonly(),
  groups: z.array(mappingRow).readonly().optional(),
  cannotDisable: z
    .string()
    .optional()
    .describe('Why nobody can be disabled; absent where Entra disables people by active.'),
  assumptions: texts.describe('What the tutorial leaves open and the connector decided.'),
});

/** A product that the host serves. */
export type ShownConnector = z.infer<typeof shownConnector>;

/** The products that the host serves. */
export const connectorList = z.strictObject({ connectors: z.array(shownConnector).readonly() });

/**
 * Shows a connector.
 *
 * @param origin - the URL of the host, without a slash at its end
 *
 * @example
 * showConnector(flow, 'https://scim.example').users.length;
 */
export function showConnector(connector: Connector, origin: string): ShownConnector {
  const { id, displayName, tutorial, path, token, users, groups, cannotDisable, assumptions } = connector;
  return {
    id,
    displayName,
    tutorial,
    tenantUrl: `${origin}${path.replace(':tenant', '{tenant}')}`,
    tokenFlow: showTokenFlow(token),
    users: users.rows.map(showRow),
    groups: groups?.rows.map(showRow),
    cannotDisable,
    assumptions,
  };
}

function showTokenFlow(policy: Connector['token']): ShownConnector['tokenFlow'] {
  const { kind, maxTokens, overlapDays } = policy;
  const bySupport = policy.kind === 'support-issued' ? policy : undefined;
  return {
    kind,
    most: maxTokens,
    overlapDays,
    scopes: tokenScopes(policy),
    entitlement: bySupport?.entitlement,
    instructions: bySupport?.instructions,
    linkHours: bySupport?.linkHours,
    where: policy.kind === 'support-issued' ? undefined : policy.where,
  };
}

function showRow({
  path,
  type,
  required,
  filterable,
  matching,
  source,
  assumed,
}: Row): z.infer<typeof mappingRow> {
  return { path, type, required, filterable, matching, source, assumed: assumed !== undefined };
}

/** The products that the host serves. */
export const connectorOperations = {
  listConnectors: endpoint({
    id: 'listConnectors',
    summary: 'List the products that this host serves, with their mapping tables and token flows',
    method: 'get',
    path: '/connectors',
    tag: 'Connectors',
    params: nothing,
    query: nothing,
    body: undefined,
    refusals: [],
    status: 200,
    reply: connectorList,
    run: async (_, { connectors, origin }) => ({
      connectors: connectors.map((connector) => showConnector(connector, origin())),
    }),
    command: undefined,
  }),
};
