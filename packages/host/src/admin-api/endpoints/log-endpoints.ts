import { findLog, findUnresolved, tenantHealth } from '@scimwright/server';
import { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { health } from '../shapes/health.ts';
import { logPage, unresolved } from '../shapes/log.ts';
import { limit } from '../shapes/text.ts';
import { nothing, tenantAt, tenantParams } from './tenant-params.ts';

const when = z.iso.datetime({ offset: true }).optional();

/** About what happened in a tenant. */
export const logEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'findLog',
    method: 'get',
    path: '/tenants/{connector}/{tenant}/log',
    tag: 'Log',
    summary: 'The provisioning log of a tenant, the newest entry first.',
    params: tenantParams,
    query: z.strictObject({
      about: z
        .string()
        .min(1)
        .max(500)
        .optional()
        .describe('A person or a group: its userName, displayName, or id.'),
      outcome: z
        .enum(['succeeded', 'failed', 'refused', 'fault'])
        .optional()
        .describe('`refused` is 400 to 499, `fault` 500 or more, `failed` both.'),
      operation: z.string().max(50).optional().describe('Such as create, modify, query.'),
      since: when.describe('At that time or later.'),
      until: when.describe('Before that time.'),
      before: z.string().max(100).optional().describe('The `next` of the page before.'),
      limit,
    }),
    body: undefined,
    refusals: ['not-found', 'refused'],
    status: 200,
    reply: logPage,
    run: async ({ params, query }, deps) => await findLog(deps, await tenantAt(params, deps), query),
  }),
  endpoint({
    id: 'findUnresolved',
    method: 'get',
    path: '/tenants/{connector}/{tenant}/log/unresolved',
    tag: 'Log',
    summary: 'The people, groups and others whose latest write failed: the newest entry of each.',
    params: tenantParams,
    query: nothing,
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: unresolved,
    run: async ({ params }, deps) => {
      const { entries, isWhole } = await findUnresolved(deps, await tenantAt(params, deps));
      return { entries, capped: !isWhole };
    },
  }),
  endpoint({
    id: 'showHealth',
    method: 'get',
    path: '/tenants/{connector}/{tenant}/health',
    tag: 'Log',
    summary: 'Whether provisioning works for a tenant, and what somebody should look at.',
    params: tenantParams,
    query: nothing,
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: health,
    run: async ({ params }, deps) => await tenantHealth(deps, await tenantAt(params, deps)),
  }),
];
