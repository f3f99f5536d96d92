import { createHandOver, showHandOver, tokenTime, withdrawHandOver } from '@scimwright/server';
import { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { handOverLink } from '../../hand-over/hand-over-link.ts';
import { handOver, handOverList, madeHandOver, newHandOver } from '../shapes/hand-over.ts';
import { nothing, tenantAt, tenantParams } from './tenant-params.ts';

const path = '/tenants/{connector}/{tenant}/hand-overs';
const tag = 'Hand-over links';

/** About the links by which support hands a token over. */
export const handOverEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'listHandOvers',
    method: 'get',
    path,
    tag,
    summary: 'The hand-over links of a tenant, the newest first, and what became of them.',
    params: tenantParams,
    query: nothing,
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: handOverList,
    run: async ({ params }, deps) => {
      const tenant = await tenantAt(params, deps);
      const handOvers = await deps.store.handOvers.list(tenant.id);
      const now = tokenTime(deps);
      return { handOvers: handOvers.map((one) => showHandOver(one, now)) };
    },
  }),
  endpoint({
    id: 'createHandOver',
    method: 'post',
    path,
    tag,
    summary: 'Makes a link that issues the token and shows it, to whoever opens it, once.',
    params: tenantParams,
    query: nothing,
    body: newHandOver,
    refusals: ['not-found', 'refused'],
    status: 201,
    reply: madeHandOver,
    run: async ({ params, body }, deps) => {
      const tenant = await tenantAt(params, deps);
      const made = await createHandOver(deps, tenant, body);
      return {
        link: handOverLink(deps.origin(), made.code),
        handOver: showHandOver(made.handOver, tokenTime(deps)),
      };
    },
  }),
  endpoint({
    id: 'withdrawHandOver',
    method: 'post',
    path: `${path}/{id}/withdraw`,
    tag,
    summary: 'Withdraws a link that nobody has used: it issues no token any more.',
    params: tenantParams.extend({ id: z.string().max(100).describe('The id of the link.') }),
    query: nothing,
    body: undefined,
    refusals: ['not-found', 'conflict'],
    status: 200,
    reply: handOver,
    run: async ({ params }, deps) => {
      const tenant = await tenantAt(params, deps);
      return showHandOver(await withdrawHandOver(deps, tenant, params.id), tokenTime(deps));
    },
  }),
];
