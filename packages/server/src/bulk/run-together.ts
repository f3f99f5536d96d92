import { commitRefusal } from '../operations/commit-refusal.ts';
import { takeSeats } from '../operations/admit-user.ts';
import { inAttempts } from '../operations/in-attempts.ts';
import type { Reply } from '../reply.ts';
import { entityTag } from '../resource/entity-tag.ts';
import type { RouteDeps } from '../route.ts';
import type { ScimRequest } from '../scim-request.ts';
import { noteFault, noteOutcome, requestOfOperation, serveOperation, type BulkRun } from './bulk-run.ts';
import type { OperationOutcome } from './operation-outcome.ts';
import type { RunnableOperation } from './plan-bulk.ts';
import { stageResources } from './stage-resources.ts';

/** Operations that are run together were all carried out, or none, because one of them failed or nobody knows. */
type Together =
  | { readonly kind: 'done'; readonly served: readonly Served[] }
  | { readonly kind: 'failed'; readonly culprit: RunnableOperation | undefined; readonly error: unknown };

interface Served {
  readonly operation: RunnableOperation;
  readonly single: ScimRequest;
  readonly outcome: OperationOutcome;
  readonly reply: Reply;
}

/**
 * Runs operations of a bulk request as one: each sees those before it, and one commit stores all of them or none.
 *
 * @param because - what the others are told, once one of them failed
 *
 * @example
 * const outcomes = await runTogether(planned, run, (culprit) => new ScimError('failedDependency', nameOf(culprit)));
 */
export async function runTogether(
  operations: readonly RunnableOperation[],
  run: BulkRun,
  because: (culprit: RunnableOperation) => Error,
): Promise<ReadonlyMap<number, OperationOutcome>> {
  const { request, deps } = run;
  const attempts = (): Promise<Together> => inAttempts(() => attempt(operations, run));
  // Seats are taken around all of it and not by each: nothing is stored before the end. Whoever waits for seats has a
  // place already, so the place comes first.
  const inSeats = (): Promise<Together> =>
    request.connector.refuse === undefined ? attempts() : takeSeats(request.tenant.id, deps, attempts);
  const together = await deps.share
    .within(request, inSeats, operations.length)
    .catch((error: unknown): Together => ({ kind: 'failed', culprit: undefined, error }));

  if (together.kind === 'done') {
    for (const { single, outcome, reply } of together.served) noteOutcome(single, outcome, deps, reply);
    return new Map(together.served.map(({ operation, outcome }) => [operation.at, outcome]));
  }
  const { culprit, error } = together;
  noteFault(request, error, deps.logger);
  return new Map(
    operations.map((operation) => {
      const isOwn = culprit === undefined || culprit === operation;
      const outcome: OperationOutcome = { kind: 'failed', error: isOwn ? error : because(culprit) };
      noteOutcome(requestOfOperation(operation, run), outcome, deps);
      return [operation.at, outcome];
    }),
  );
}

/** @returns undefined when something was changed by others meanwhile */
async function attempt(
  operations: readonly RunnableOperation[],
  run: BulkRun,
): Promise<Together | undefined> {
  const { request, deps } = run;
  const stage = stageResources(deps.store.resources, request.tenant.id);
  const staged: RouteDeps = {
    ...deps,
    store: { ...deps.store, resources: stage.resources },
    inTurn: (_key, work) => work(),
  };
  const served: Omit<Served, 'outcome'>[] = [];
  for (const operation of operations) {
    const single = requestOfOperation(operation, run);
    stage.begin(operation.at);
    try {
      served.push({ operation, single, reply: await serveOperation(operation, single, staged) });
    } catch (error) {
      return { kind: 'failed', culprit: operation, error };
    }
  }
  const stored = await stage.commit();
  if (stored.kind === 'refused') {
    const { owner, outcome } = stored;
    if (outcome.kind === 'stale') return undefined;
    const culprit = operations.find(({ at }) => at === owner);
    if (culprit === undefined) throw new Error('A change on the stage belongs to none of its operations');
    return { kind: 'failed', culprit, error: commitRefusal(outcome, culprit.target.type) };
  }
  return {
    kind: 'done',
    served: served.map((each) => {
      const { at, target } = each.operation;
      const resource = { id: target.id, hasMembers: target.type.membership !== undefined };
      return { ...each, outcome: done(each.reply, stored.versionOf(at, resource)) };
    }),
  };
}

/** The stage guessed versions, the commit knows them. A DELETE leaves none. */
function done({ status, headers }: Reply, version: number | undefined): OperationOutcome {
  const isThere = headers?.['ETag'] !== undefined && version !== undefined;
  return { kind: 'done', status, version: isThere ? entityTag(version) : undefined };
}
