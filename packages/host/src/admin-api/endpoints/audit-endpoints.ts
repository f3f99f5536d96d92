import { listAudit } from '@scimwright/server';
import { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { auditPage } from '../shapes/audit.ts';
import { limit } from '../shapes/text.ts';
import { nothing } from './tenant-params.ts';

/** About what administrators did. */
export const auditEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'listAudit',
    method: 'get',
    path: '/audit',
    tag: 'Audit',
    summary: 'What administrators did, the newest first: of tenants that are gone too.',
    params: nothing,
    query: z.strictObject({
      connector: z.string().max(100).optional().describe('About tenants of one connector.'),
      tenant: z.string().max(100).optional().describe('About tenants of that name.'),
      before: z.coerce.number().int().min(1).optional().describe('The `next` of the page before.'),
      limit,
    }),
    body: undefined,
    refusals: [],
    status: 200,
    reply: auditPage,
    run: async ({ query }, deps) => await listAudit(deps, query),
  }),
];
