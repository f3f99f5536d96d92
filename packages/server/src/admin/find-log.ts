import type { Connector } from '@scimwright/connector-kit';
import type { ResourceType } from '@scimwright/core';
import type { LogKey, Tenant } from '@scimwright/store';
import { z } from 'zod';
import { equalTo } from '../resource/equal-to.ts';
import { routesOf } from '../routes.ts';
import { AdminRefusal, connectorOf, type AdminDeps } from './admin-deps.ts';
import { count, limit, nothing, texts, time } from './fields.ts';
import { endpoint } from './operation.ts';
import { tenantArguments, tenantAt, tenantParams } from './tenants.ts';

/** A request, as the tenant's provisioning log keeps it. */
export const logEntry = z.strictObject({
  seq: count,
  at: time,
  requestId: z.string(),
  method: z.string(),
  operation: z.string().describe('Such as create, modify, query.'),
  resourceType: z.string().optional(),
  resourceId: z.string().optional(),
  subject: z.string().optional().describe('The userName or displayName of the resource.'),
  status: count,
  scimType: z.string().optional(),
  detail: z.string().optional().describe('What Entra was told, and shows in its own log.'),
  changed: texts.describe('The paths that changed.'),
  written: texts.describe('The paths that the request wrote, where they are not just those that changed.'),
  ignored: texts.describe('The paths that the product does not have.'),
  leftOut: texts.describe('The paths that were refused beside a disable, and left out.'),
  departures: texts.describe('The departures from the RFCs that the request made.'),
  filter: z.string().optional().describe('The filter of a query, without its operands.'),
});

/** A request, as the tenant's provisioning log keeps it. */
export type ShownLogEntry = z.infer<typeof logEntry>;

/** A page of the log. */
export const logPage = z.strictObject({
  entries: z.array(logEntry).readonly(),
  next: z
    .string()
    .optional()
    .describe(
      'The `before` of the next page; absent at the end. A page may be short, or empty, and still have one.',
    ),
});

/** A page of the log, the newest entry first. It may be short, or empty, and still have a `next`. */
export type LogPage = z.infer<typeof logPage>;

/** Whose latest write failed. */
export const unresolved = z.strictObject({
  entries: z.array(logEntry).readonly().describe('The newest first.'),
  capped: z
    .boolean()
    .describe('Whether there were more than the newest 1,000 failures, which were examined.'),
});

const when = z.iso.datetime({ offset: true }).optional();

const logSearch = z.strictObject({
  about: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe('Only entries about a person or a group: a userName, a displayName, or an id.'),
  outcome: z
    .enum(['succeeded', 'failed', 'refused', 'fault'])
    .optional()
    .describe('`refused` is 400 to 499, `fault` 500 or more, `failed` both.'),
  operation: z.string().max(50).optional().describe('Only one operation, such as create or modify.'),
  since: when.describe('At that time or later.'),
  until: when.describe('Before that time.'),
  before: z.string().max(100).optional().describe('The `next` of the page before.'),
  limit,
});

/** Which entries of the provisioning log to find. Times are ISO 8601. */
export type LogSearch = z.infer<typeof logSearch>;

const STATUS = {
  succeeded: { from: 100, to: 399 },
  failed: { from: 400, to: 599 },
  refused: { from: 400, to: 499 },
  fault: { from: 500, to: 599 },
} as const;

/**
 * Finds entries of a tenant's provisioning log. Entries about a person are found by their name and by the id of their
 * resource, so that requests which only had the id are among them.
 *
 * @throws AdminRefusal when there is no such operation, or `before` is not a `next` of this log
 *
 * @example
 * const { entries } = await findLog(deps, tenant, { about: 'ada@contoso.example', outcome: 'failed', limit: 50 });
 */
export async function findLog(deps: AdminDeps, tenant: Tenant, search: LogSearch): Promise<LogPage> {
  const { about, outcome, operation, since, until, before, limit: max } = search;
  if (operation !== undefined) checkOperation(connectorOf(deps, tenant.connector), operation);
  const { entries, next } = await deps.store.log.read(tenant.id, {
    about: about === undefined ? undefined : await namesOf(deps, tenant, about),
    status: outcome && STATUS[outcome],
    operation,
    since: since && instant(since),
    until: until && instant(until),
    before: before === undefined ? undefined : positionOf(before),
    limit: max,
  });
  return { entries, next: next && `${next.at}~${next.seq}` };
}

/** A misspelt operation would find nothing, as if nothing had happened. */
function checkOperation(connector: Connector, operation: string): void {
  const known = [...new Set(routesOf(connector).map((route) => route.operation))];
  if (known.includes(operation)) return;
  throw new AdminRefusal(`There is no operation "${operation}". Choose one of ${known.join(', ')}.`);
}

/** How many of the newest failures are examined for those that nothing resolved. */
const MAX_FAILURES = 1_000;

/**
 * Finds the people, groups and other resources of a tenant whose latest write failed: the newest entry of each, the newest
 * first. It examines the newest 1,000 failures in the log.
 *
 * @example
 * const { entries } = await findUnresolved(deps, tenant);
 */
export async function findUnresolved(
  { store }: Pick<AdminDeps, 'store'>,
  tenant: Tenant,
): Promise<z.infer<typeof unresolved>> {
  const { entries, isWhole } = await store.log.unresolved(tenant.id, { max: MAX_FAILURES });
  return { entries, capped: !isWhole };
}

/** The log compares times as text, which must then be of one form. */
function instant(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime()))
    throw new AdminRefusal(`"${time}" is not a time, such as 2026-01-31T12:00:00Z.`);
  return date.toISOString();
}

function positionOf(text: string): LogKey {
  const [, at, seq] = /^([^~]+)~(\d{1,15})$/.exec(text) ?? [];
  if (at === undefined) throw new AdminRefusal(`"${text}" is no place in the log: take the next of a page.`);
  return { at: instant(at), seq: Number(seq) };
}

async function namesOf(deps: AdminDeps, tenant: Tenant, about: string) {
  const { users, groups } = connectorOf(deps, tenant.connector);
  const ids: string[] = [];
  for (const [name, profile] of [['userName', users] as const, ['displayName', groups] as const]) {
    if (profile !== undefined) ids.push(...(await idsNamed(deps, tenant, profile.type, name, about)));
  }
  return { subjects: [about], resourceIds: [...new Set([about, ...ids])] };
}

async function idsNamed(
  { store }: AdminDeps,
  tenant: Tenant,
  type: ResourceType,
  name: string,
  value: string,
): Promise<readonly string[]> {
  const filter = equalTo(type, name, value);
  // Where the product does not index the name, its log entries are found by the name alone.
  if (filter === undefined) return [];
  const { items } = await store.resources.find(tenant.id, { type, filter, startIndex: 1, count: 1 });
  return items.map(({ id }) => id);
}

const path = '/tenants/{connector}/{tenant}/log';
const tag = 'Log';

/** The provisioning log of a tenant. */
export const logOperations = {
  findLog: endpoint({
    id: 'findLog',
    summary: 'Read the provisioning log of a tenant, the newest entry first',
    method: 'get',
    path,
    tag,
    params: tenantParams,
    query: logSearch,
    body: undefined,
    refusals: ['not-found', 'refused'],
    status: 200,
    reply: logPage,
    run: async ({ params, query }, deps) => await findLog(deps, await tenantAt(params, deps), query),
    command: {
      words: 'log',
      summary: 'Read the provisioning log of a tenant, the newest entry last',
      arguments: tenantArguments,
      options: {
        about: { flags: '--person <name>', kind: 'text' },
        failures: { flags: '--failures', kind: 'flag', help: 'Only requests that failed.' },
        unresolved: {
          flags: '--unresolved',
          kind: 'flag',
          help: 'Only the latest attempt for each person and group for whom it failed.',
          conflicts: ['about', 'failures', 'operation', 'since', 'until', 'limit', 'follow'],
        },
        operation: { flags: '--operation <name>', kind: 'text' },
        since: {
          flags: '--since <time>',
          kind: 'time',
          help: 'At that time or later: a date, or how long ago, such as 12h or 3d.',
        },
        until: { flags: '--until <time>', kind: 'time' },
        limit: { flags: '--limit <number>', kind: 'count', help: 'How many entries at most.', default: 50 },
        follow: { flags: '--follow', kind: 'flag', help: 'Go on with new entries, until Ctrl-C.' },
      },
    },
  }),
  findUnresolved: endpoint({
    id: 'findUnresolved',
    summary: 'List the people, groups and others whose latest write failed, each by its newest entry',
    method: 'get',
    path: `${path}/unresolved`,
    tag,
    params: tenantParams,
    query: nothing,
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: unresolved,
    run: async ({ params }, deps) => await findUnresolved(deps, await tenantAt(params, deps)),
    command: undefined,
  }),
};
