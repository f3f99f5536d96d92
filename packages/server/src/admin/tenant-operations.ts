import type { Tenant } from '@scimwright/store';
import { z } from 'zod';
import type { AdminApiDeps } from './admin-deps.ts';
import { nothing } from './fields.ts';
import { endpoint } from './operation.ts';
import { showTenant, shownTenant, type ShownTenant } from './show-tenant.ts';
import { describeLiveTokens, liveTokens } from './show-token.ts';
import {
  changeTenant,
  createTenant,
  deletedTenant,
  enableTenant,
  enabling,
  listTenants,
  removeTenant,
  shownEnabledTenant,
  tenantArguments,
  tenantAt,
  tenantChange,
  tenantPage,
  tenantParams,
  tenantSearch,
  wantedTenant,
  type EnabledTenant,
} from './tenants.ts';
import { showIssuedToken } from './token-operations.ts';

/**
 * Shows a tenant that was just enabled, the secret of its new token included.
 *
 * @example
 * const { message } = await showEnabledTenant(deps, await enableTenant(deps, tenant, { createdBy: 'ada' }));
 */
export async function showEnabledTenant(
  deps: AdminApiDeps,
  { tenant, issued }: EnabledTenant,
): Promise<z.infer<typeof shownEnabledTenant>> {
  return {
    tenant: show(deps, tenant),
    message: describeLiveTokens(tenant, await liveTokens(deps, tenant)).join(' '),
    issued: issued && showIssuedToken(deps, tenant, issued),
  };
}

function show(deps: AdminApiDeps, tenant: Tenant): ShownTenant {
  return showTenant(deps, tenant, deps.origin());
}

const path = '/tenants/{connector}/{tenant}';
const tag = 'Tenants';

/** The customers of each connector. */
export const tenantOperations = {
  listTenants: endpoint({
    id: 'listTenants',
    summary: 'List the tenants by connector and name',
    method: 'get',
    path: '/tenants',
    tag,
    params: nothing,
    query: tenantSearch,
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: tenantPage,
    run: async ({ query }, deps) => {
      const { tenants, next } = await listTenants(deps, query);
      return { tenants: tenants.map((one) => show(deps, one)), next };
    },
    command: { words: 'tenant list', arguments: { connector: '[connector]' }, options: {} },
  }),
  createTenant: endpoint({
    id: 'createTenant',
    summary: 'Create a tenant; the token flow decides whether its endpoint answers at once',
    method: 'post',
    path: '/tenants',
    tag,
    params: nothing,
    query: nothing,
    body: wantedTenant,
    refusals: ['not-found', 'conflict', 'refused'],
    status: 201,
    reply: shownTenant,
    run: async ({ body: { connector, tenant: name, settings, entitlements = [] } }, deps) =>
      show(deps, await createTenant(deps, { connector, name, settings, entitlements })),
    command: {
      words: 'tenant create',
      arguments: tenantArguments,
      options: {
        entitlements: {
          flags: '--entitlement <name>',
          kind: 'texts',
          help: 'What the customer has bought; may be given more than once.',
        },
        settings: { flags: '--settings <json>', kind: 'json', help: 'The settings of the tenant, as JSON.' },
      },
    },
  }),
  showTenant: endpoint({
    id: 'showTenant',
    summary: 'Show a tenant',
    method: 'get',
    path,
    tag,
    params: tenantParams,
    query: nothing,
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: shownTenant,
    run: async ({ params }, deps) => show(deps, await tenantAt(params, deps)),
    command: { words: 'tenant show', arguments: tenantArguments, options: {} },
  }),
  changeTenant: endpoint({
    id: 'changeTenant',
    summary: 'Change a tenant, effective with the next request; what is left out stays as it is',
    method: 'patch',
    path,
    tag,
    params: tenantParams,
    query: nothing,
    body: tenantChange,
    refusals: ['not-found', 'refused'],
    status: 200,
    reply: shownTenant,
    run: async ({ params, body }, deps) =>
      show(deps, await changeTenant(deps, await tenantAt(params, deps), body)),
    command: {
      words: 'tenant set',
      arguments: tenantArguments,
      options: {
        enabled: {
          flags: '--enabled',
          kind: 'flag',
          help: 'Let its endpoint answer.',
          opposite: { flags: '--no-enabled', help: 'Let its endpoint refuse every request.' },
        },
        entitlements: {
          flags: '--entitlement <name>',
          kind: 'texts',
          help: 'Replace what the customer has bought; may be given more than once.',
          opposite: { flags: '--no-entitlement', help: 'Take away all that the customer has bought.' },
        },
        settings: { flags: '--settings <json>', kind: 'json', help: 'Replace all settings, as JSON.' },
      },
    },
  }),
  enableTenant: endpoint({
    id: 'enableTenant',
    summary: 'Let the endpoint of a tenant answer; where enabling makes the token, its secret is shown once',
    method: 'post',
    path: `${path}/enable`,
    tag,
    params: tenantParams,
    query: nothing,
    body: enabling,
    refusals: ['not-found', 'conflict', 'refused'],
    status: 200,
    reply: shownEnabledTenant,
    run: async ({ params, body }, deps) =>
      await showEnabledTenant(deps, await enableTenant(deps, await tenantAt(params, deps), body)),
    command: {
      words: 'tenant enable',
      arguments: tenantArguments,
      options: { createdBy: { flags: '--by <name>', kind: 'text', default: 'command line' } },
    },
  }),
  disableTenant: endpoint({
    id: 'disableTenant',
    summary: 'Let the endpoint of a tenant refuse every request',
    method: 'post',
    path: `${path}/disable`,
    tag,
    params: tenantParams,
    query: nothing,
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: shownTenant,
    run: async ({ params }, deps) =>
      show(deps, await changeTenant(deps, await tenantAt(params, deps), { enabled: false })),
    command: { words: 'tenant disable', arguments: tenantArguments, options: {} },
  }),
  deleteTenant: endpoint({
    id: 'deleteTenant',
    summary: 'Delete a tenant with its tokens, people, groups, events and log, for good',
    method: 'delete',
    path,
    tag,
    params: tenantParams,
    query: z.strictObject({
      confirm: z.string().max(100).optional().describe('The name of the tenant once more.'),
    }),
    body: undefined,
    refusals: ['not-found', 'refused'],
    status: 200,
    reply: deletedTenant,
    run: async ({ params, query }, deps) => {
      const found = await tenantAt(params, deps);
      await removeTenant(deps, found, query.confirm);
      return { connector: found.connector, tenant: found.name };
    },
    command: {
      words: 'tenant delete',
      arguments: tenantArguments,
      options: { yes: { flags: '--yes', kind: 'flag', help: 'Really delete it.' } },
    },
  }),
};
