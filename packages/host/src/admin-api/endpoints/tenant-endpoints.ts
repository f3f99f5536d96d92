import {
  changeTenant,
  createTenant,
  describeLiveTokens,
  enableTenant,
  listTenants,
  liveTokens,
  removeTenant,
  showTenant,
  showToken,
  tokenAdvice,
  tokenTime,
} from '@scimwright/server';
import { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint.ts';
import {
  deletedTenant,
  enabledTenant,
  enabling,
  newTenant,
  tenant,
  tenantChange,
  tenantPage,
} from '../shapes/tenant.ts';
import { limit } from '../shapes/text.ts';
import { nothing, tenantAt, tenantParams } from './tenant-params.ts';

const path = '/tenants/{connector}/{tenant}';
const tag = 'Tenants';

/** About tenants. */
export const tenantEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'listTenants',
    method: 'get',
    path: '/tenants',
    tag,
    summary: 'The tenants by connector and name, a page of them.',
    params: nothing,
    query: z.strictObject({
      connector: z.string().max(100).optional().describe('Those of one connector.'),
      after: z.string().max(200).optional().describe('The `next` of the page before.'),
      limit,
    }),
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: tenantPage,
    run: async ({ query }, deps) => {
      const { tenants, next } = await listTenants(deps, query);
      return { tenants: tenants.map((one) => showTenant(deps, one, deps.origin())), next };
    },
  }),
  endpoint({
    id: 'createTenant',
    method: 'post',
    path: '/tenants',
    tag,
    summary: 'Creates a tenant. Whether its endpoint answers at once depends on the token flow.',
    params: nothing,
    query: nothing,
    body: newTenant,
    refusals: ['not-found', 'conflict', 'refused'],
    status: 201,
    reply: tenant,
    run: async ({ body }, deps) => {
      const { connector, tenant: name, settings, entitlements = [] } = body;
      const created = await createTenant(deps, { connector, name, settings, entitlements });
      return showTenant(deps, created, deps.origin());
    },
  }),
  endpoint({
    id: 'showTenant',
    method: 'get',
    path,
    tag,
    summary: 'A tenant.',
    params: tenantParams,
    query: nothing,
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: tenant,
    run: async ({ params }, deps) => showTenant(deps, await tenantAt(params, deps), deps.origin()),
  }),
  endpoint({
    id: 'changeTenant',
    method: 'patch',
    path,
    tag,
    summary: 'Changes the settings or the entitlements of a tenant; effective with the next request.',
    params: tenantParams,
    query: nothing,
    body: tenantChange,
    refusals: ['not-found', 'refused'],
    status: 200,
    reply: tenant,
    run: async ({ params, body }, deps) => {
      const changed = await changeTenant(deps, await tenantAt(params, deps), body);
      return showTenant(deps, changed, deps.origin());
    },
  }),
  endpoint({
    id: 'enableTenant',
    method: 'post',
    path: `${path}/enable`,
    tag,
    summary: 'Lets the endpoint of a tenant answer; makes the token where the token flow says so.',
    params: tenantParams,
    query: nothing,
    body: enabling,
    refusals: ['not-found', 'conflict', 'refused'],
    status: 200,
    reply: enabledTenant,
    run: async ({ params, body }, deps) => {
      const { tenant: enabled, issued } = await enableTenant(deps, await tenantAt(params, deps), body);
      const shown = showTenant(deps, enabled, deps.origin());
      const { tenantUrl } = shown;
      const works = describeLiveTokens(enabled, await liveTokens(deps, enabled));
      return {
        tenant: shown,
        message: works.join(' '),
        issued: issued && {
          tenantUrl,
          secretToken: issued.secret,
          token: showToken(issued.token, tokenTime(deps)),
          message: tokenAdvice(deps, enabled, issued.token),
        },
      };
    },
  }),
  endpoint({
    id: 'disableTenant',
    method: 'post',
    path: `${path}/disable`,
    tag,
    summary: 'Lets the endpoint of a tenant refuse every request.',
    params: tenantParams,
    query: nothing,
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: tenant,
    run: async ({ params }, deps) => {
      const disabled = await changeTenant(deps, await tenantAt(params, deps), { enabled: false });
      return showTenant(deps, disabled, deps.origin());
    },
  }),
  endpoint({
    id: 'deleteTenant',
    method: 'delete',
    path,
    tag,
    summary: 'Deletes a tenant with its tokens, people, groups, events and log, for good.',
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
  }),
];
