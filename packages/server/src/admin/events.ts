import type { StoredEvent, Tenant } from '@scimwright/store';
import { z } from 'zod';
import { AdminRefusal, type AdminDeps } from './admin-deps.ts';
import { audit } from './audit.ts';
import { count, json, limit, nothing, seqText, time } from './fields.ts';
import { endpoint } from './operation.ts';
import { tenantArguments, tenantAt, tenantParams } from './tenants.ts';

const fields = {
  seq: count.describe('Grows in commit order; the idempotency key of the event.'),
  type: z.string().describe('Such as user.created.'),
  resourceType: z.string(),
  resourceId: z.string(),
  at: time,
  data: json,
};

/** An event for the product. */
export const shownEvent = z.strictObject(fields);

/** An event of a tenant, as an administrator sees it. */
export type ShownEvent = z.infer<typeof shownEvent>;

/** A page of events. */
export const eventPage = z.strictObject({
  events: z.array(shownEvent).readonly(),
  next: count.optional().describe('The `after` of the next page; absent on the last.'),
});

/** An event that the product failed to take. */
export const failingEvent = z.strictObject({
  ...fields,
  attempts: count,
  due: z.string().describe('When it is tried again.'),
  error: z.string().optional().describe('What the handler of the product said when it last failed.'),
});

/** An event that the vendor's product failed to take. */
export type FailingEvent = z.infer<typeof failingEvent>;

/** The events that the product failed to take. */
export const failingEvents = z.strictObject({ events: z.array(failingEvent).readonly() });

/** An event that was given up. */
export const skippedEvent = z.strictObject({ skipped: count });

/**
 * Lists the events of a tenant in order, one page at a time.
 *
 * @example
 * const { events, next } = await listEvents(deps, tenant, { after: 0, limit: 50 });
 */
export async function listEvents(
  { store }: AdminDeps,
  tenant: Tenant,
  { after, limit: max }: { readonly after: number; readonly limit: number },
): Promise<z.infer<typeof eventPage>> {
  const found = await store.outbox.read({ tenant: tenant.id, after, limit: max + 1 });
  const events = found.slice(0, max).map(showEvent);
  return { events, next: found.length > max ? events.at(-1)?.seq : undefined };
}

/**
 * Lists the events of a tenant that the vendor's product failed to take.
 *
 * @example
 * const failing = await listFailingEvents(deps, tenant, 50);
 */
export async function listFailingEvents(
  { store }: AdminDeps,
  tenant: Tenant,
  max: number,
): Promise<readonly FailingEvent[]> {
  const found = await store.outbox.failing({ tenant: tenant.id, limit: max });
  return found.map((event) => {
    const { attempts, due, error } = event;
    return { ...showEvent(event), attempts, due, error };
  });
}

/**
 * Gives an event up, so that the events behind it are delivered.
 *
 * @throws AdminRefusal when the tenant has no such pending event
 *
 * @example
 * await skipEvent(deps, tenant, 17);
 */
export async function skipEvent(deps: AdminDeps, tenant: Tenant, seq: number): Promise<void> {
  if (await deps.store.outbox.skip(tenant.id, seq, deps.clock().toISOString())) {
    await audit(deps, 'skipEvent', tenant, String(seq));
    return;
  }
  throw new AdminRefusal(`The tenant "${tenant.name}" has no event ${seq} that waits.`, 'not-found');
}

/** Shows an event, without the internal id of its tenant. */
export function showEvent({ seq, type, resourceType, resourceId, at, data }: StoredEvent): ShownEvent {
  return { seq, type, resourceType, resourceId, at, data };
}

const path = '/tenants/{connector}/{tenant}/events';
const tag = 'Events';

/** The events of a tenant, for the vendor's product. */
export const eventOperations = {
  listEvents: endpoint({
    id: 'listEvents',
    summary: 'List the events of a tenant in order, delivered ones too, until they are pruned',
    method: 'get',
    path,
    tag,
    params: tenantParams,
    query: z.strictObject({ after: seqText.default(0).describe('The `next` of the page before.'), limit }),
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: eventPage,
    run: async ({ params, query }, deps) => await listEvents(deps, await tenantAt(params, deps), query),
    command: {
      words: 'events',
      arguments: tenantArguments,
      options: {
        after: {
          flags: '--after <number>',
          kind: 'number',
          help: 'Only events after the one with that number.',
          default: 0,
        },
        limit: { flags: '--limit <number>', kind: 'count', help: 'How many events at most.', default: 50 },
        failing: {
          flags: '--failing',
          kind: 'flag',
          help: 'Only events that the product failed to take, with what it said.',
        },
      },
    },
  }),
  listFailingEvents: endpoint({
    id: 'listFailingEvents',
    summary: 'List the events that the product failed to take; later ones of the same resource wait for them',
    method: 'get',
    path: `${path}/failing`,
    tag,
    params: tenantParams,
    query: z.strictObject({ limit }),
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: failingEvents,
    run: async ({ params, query }, deps) => ({
      events: await listFailingEvents(deps, await tenantAt(params, deps), query.limit),
    }),
    command: undefined,
  }),
  skipEvent: endpoint({
    id: 'skipEvent',
    summary: 'Give an event up, so that the events behind it are delivered',
    method: 'post',
    path: `${path}/{seq}/skip`,
    tag,
    params: tenantParams.extend({ seq: seqText.describe('The `seq` of the event.') }),
    query: nothing,
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: skippedEvent,
    run: async ({ params }, deps) => {
      await skipEvent(deps, await tenantAt(params, deps), params.seq);
      return { skipped: params.seq };
    },
    command: undefined,
  }),
};
