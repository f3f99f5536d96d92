import type { Connector } from '@scimwright/connector-kit';
import { ScimError, type Json, type ResourceType } from '@scimwright/core';
import {
  BULK_PREFIX,
  bulkReferences,
  PATCH_OP,
  resolveBulkReferences,
  type BulkOperation,
} from '@scimwright/core/messages';
import { endpointsOf, findEndpoint, methodRefusal, partsOf, type Endpoint } from '../endpoint.ts';
import { noGroups } from '../operations/not-found.ts';
import type { Route, Routes } from '../route.ts';
import { urlRefusal } from '../url-refusal.ts';

/** A route about resources. */
type ResourceRoute = Exclude<Route, { about: 'service' | 'me' }>;

/** The route and the resource of an operation. */
interface BulkTarget {
  readonly route: ResourceRoute;
  readonly type: ResourceType;
  /** For a POST, the id of the new resource. */
  readonly id: string;
}

/** An operation of a bulk request that can be run. */
export interface RunnableOperation {
  readonly kind: 'runnable';
  /** Its index in the request. */
  readonly at: number;
  readonly sent: BulkOperation;
  readonly target: BulkTarget;
  /** The body of the single request, with ids in place of references. */
  readonly body: Json | undefined;
  /** The indexes of the operations whose resources it refers to. */
  readonly needs: readonly number[];
}

/** An operation of a bulk request that is refused before anything runs. */
interface FaultyOperation {
  readonly kind: 'faulty';
  readonly at: number;
  readonly sent: BulkOperation;
  /** Undefined when it names no existing route. */
  readonly target: BulkTarget | undefined;
  readonly needs: readonly [];
  readonly refusal: ScimError;
}

/** An operation of a bulk request, before anything runs. */
export type PlannedOperation = RunnableOperation | FaultyOperation;

/** The facts that all operations of a bulk request are planned with. */
interface Plan {
  readonly connector: Connector;
  readonly endpoints: readonly Endpoint[];
  readonly newIds: ReadonlyMap<number, string>;
  /** The indexes of the POSTs with each bulkId. */
  readonly creations: ReadonlyMap<string, readonly number[]>;
}

const METHODS: ReadonlySet<string | undefined> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** The operations that may be part of a bulk request. */
const WRITES: ReadonlySet<string> = new Set(['create', 'replace', 'modify', 'remove']);

/**
 * Plans a bulk request: finds the route of each operation, and replaces references by ids. It makes the ids before anything is
 * created, so that resources can refer to each other in a cycle.
 */
export function planBulk(
  operations: readonly BulkOperation[],
  {
    connector,
    routes,
    ids,
  }: {
    readonly connector: Connector;
    readonly routes: Routes;
    readonly ids: () => string;
  },
): readonly PlannedOperation[] {
  const newIds = new Map<number, string>();
  const creations = new Map<string, number[]>();
  for (const [at, { method, bulkId }] of operations.entries()) {
    if (method !== 'POST') continue;
    newIds.set(at, ids());
    if (bulkId !== undefined) creations.set(bulkId, [...(creations.get(bulkId) ?? []), at]);
  }
  const plan: Plan = { connector, endpoints: endpointsOf(routes), newIds, creations };
  return operations.map((sent, at) => planOperation(sent, at, plan));
}

function planOperation(sent: BulkOperation, at: number, plan: Plan): PlannedOperation {
  let target: BulkTarget | undefined;
  try {
    target = findTarget(sent, at, plan);
    checkParts(sent, plan);
    const body = sent.method === 'DELETE' ? undefined : bodyOf(sent);
    const needs = [
      ...new Set([...referencesIn(sent.path), ...(body === undefined ? [] : bulkReferences(body))]),
    ];
    const resolved = body && resolveBulkReferences(body, (bulkId) => idOf(bulkId, plan));
    return {
      kind: 'runnable',
      at,
      sent,
      target,
      body: resolved,
      needs: needs.map((bulkId) => placeOf(bulkId, plan)),
    };
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    return { kind: 'faulty', at, sent, target, needs: [], refusal: error };
  }
}

function findTarget({ method, path }: BulkOperation, at: number, plan: Plan): BulkTarget {
  if (method === undefined || !METHODS.has(method)) throw wrong('method must be POST, PUT, PATCH or DELETE');
  if (path === undefined) throw wrong('path is missing: name the endpoint or the resource, such as /Users');
  if (path.includes('?'))
    throw wrong('path must have no query: the results of a bulk request contain no resources');
  const fault = urlRefusal(path);
  if (fault !== undefined) throw new ScimError('invalidSyntax', fault);
  const found = findEndpoint(plan.endpoints, partsOf(path));
  const named = found?.id === undefined ? undefined : decodeURIComponent(found.id);
  if (plan.connector.groups === undefined && /^\/?Groups(\/|$)/.test(path))
    throw noGroups(plan.connector, named);
  if (found === undefined) throw nothingThere();
  const route = found.endpoint.routes.get(method);
  if (route === undefined) throw methodRefusal(found.endpoint, method);
  const isApart = route.about === 'anyone' || route.about === 'service' || route.about === 'me';
  if (isApart || !WRITES.has(route.operation)) {
    throw wrong(
      `${method} of ${found.endpoint.path} cannot be part of a bulk request: send it as a single request`,
    );
  }
  const id = plan.newIds.get(at) ?? idIn(named ?? '', plan);
  return { route, type: route.profile.type, id };
}

function nothingThere(): ScimError {
  return new ScimError(
    'notFound',
    'There is nothing at this path. Give the path of an operation relative to the Tenant URL, such as /Users or /Users/{id}.',
  );
}

/** RFC 7644 §3.7: the parts that each method requires. */
function checkParts({ method, bulkId, data }: BulkOperation, { creations }: Plan): void {
  if (method === 'POST' && bulkId === undefined) throw wrong('bulkId is missing: each POST needs its own');
  // Neither is created, because a reference to it would be ambiguous.
  if (method === 'POST' && bulkId !== undefined && (creations.get(bulkId) ?? []).length > 1) {
    throw wrong('bulkId is used by another POST of this request: give each POST its own');
  }
  if (method !== 'DELETE' && data === undefined) {
    throw wrong(`data is missing: send the body of a single ${method} has`);
  }
}

/** AMB-36: an example of the RFC has the operations of a PATCH without an envelope. */
function bodyOf({ method, data }: BulkOperation): Json | undefined {
  return method === 'PATCH' && Array.isArray(data) ? { schemas: [PATCH_OP], Operations: data } : data;
}

function referencesIn(path: string | undefined): readonly string[] {
  const last =
    decodeURIComponent(path ?? '')
      .replace(/\/$/, '')
      .split('/')
      .at(-1) ?? '';
  return last.startsWith(BULK_PREFIX) ? [last.slice(BULK_PREFIX.length)] : [];
}

function idIn(named: string, plan: Plan): string {
  return named.startsWith(BULK_PREFIX) ? idOf(named.slice(BULK_PREFIX.length), plan) : named;
}

function idOf(bulkId: string, plan: Plan): string {
  return plan.newIds.get(placeOf(bulkId, plan)) ?? '';
}

function placeOf(bulkId: string, { creations }: Plan): number {
  const [place] = creations.get(bulkId) ?? [];
  if (place !== undefined) return place;
  throw new ScimError(
    'invalidValue',
    'This operation refers to a bulkId that no POST of this request has. A value that begins with bulkId: is a reference.',
  );
}

function wrong(problem: string): ScimError {
  return new ScimError('invalidSyntax', `${problem}.`);
}
