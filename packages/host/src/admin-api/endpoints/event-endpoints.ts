import { listEvents, listFailingEvents, skipEvent } from '@scimwright/server';
import { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { eventPage, failingEvents, skippedEvent } from '../shapes/event.ts';
import { limit } from '../shapes/text.ts';
import { nothing, tenantAt, tenantParams } from './tenant-params.ts';

const path = '/tenants/{connector}/{tenant}/events';
const tag = 'Events';
const seq = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** About the events of a tenant, for the vendor's product. */
export const eventEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'listEvents',
    method: 'get',
    path,
    tag,
    summary: 'The events of a tenant in order, delivered ones too, until they are pruned.',
    params: tenantParams,
    query: z.strictObject({ after: seq.default(0).describe('The `next` of the page before.'), limit }),
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: eventPage,
    run: async ({ params, query }, deps) => await listEvents(deps, await tenantAt(params, deps), query),
  }),
  endpoint({
    id: 'listFailingEvents',
    method: 'get',
    path: `${path}/failing`,
    tag,
    summary: 'The events that the product failed to take; later ones of the same resource wait behind them.',
    params: tenantParams,
    query: z.strictObject({ limit }),
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: failingEvents,
    run: async ({ params, query }, deps) => ({
      events: await listFailingEvents(deps, await tenantAt(params, deps), query.limit),
    }),
  }),
  endpoint({
    id: 'skipEvent',
    method: 'post',
    path: `${path}/{seq}/skip`,
    tag,
    summary: 'Gives an event up, so that those behind it go on.',
    params: tenantParams.extend({ seq: seq.describe('The `seq` of the event.') }),
    query: nothing,
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: skippedEvent,
    run: async ({ params }, deps) => {
      await skipEvent(deps, await tenantAt(params, deps), params.seq);
      return { skipped: params.seq };
    },
  }),
];
