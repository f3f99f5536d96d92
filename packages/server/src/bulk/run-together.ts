import { commitRefusal } from '../operations/commit-refusal.ts';
import { takeSeats } from '../operations/admit-user.ts';
import { inAttempts } from '../operations/in-attempts.ts';
import type { Reply, Served } from '../reply.ts';
import { entityTag } from '../resource/entity-tag.ts';
import type { RouteDeps } from '../route.ts';
import { fail, logFault, serveOperation, type BulkRun } from './bulk-run.ts';
import type { OperationOutcome } from './operation-outcome.ts';
import type { RunnableOperation } from './plan-bulk.ts';
import { openStagedStore } from './staged-store.ts';

type Answered = Extract<Served, { kind: 'answered' }>;

/** The outcome of operations that run together. A failure has no culprit when the store failed. */
type Together =
  | { readonly kind: 'done'; readonly stored: readonly StoredOperation[] }
  | { readonly kind: 'failed'; readonly culprit: RunnableOperation | undefined; readonly error: unknown };

interface StoredOperation {
  readonly operation: RunnableOperation;
  readonly served: Served;
  readonly outcome: OperationOutcome;
}

/**
 * Runs operations of a bulk request together: each sees the changes of those before it, and one commit stores all of them.
 *
 * @param because - the error of the other operations when one of them failed
 */
export async function runTogether(
  operations: readonly RunnableOperation[],
  run: BulkRun,
  because: (culprit: RunnableOperation) => Error,
): Promise<ReadonlyMap<number, OperationOutcome>> {
  const { request, deps } = run;
  const attempts = (): Promise<Together> => inAttempts(() => attempt(operations, run));
  // Seats are taken once for all operations, because nothing is stored before the end. Other requests wait for seats while
  // they have a place, so this takes its place first.
  const inSeats = (): Promise<Together> =>
    request.connector.refuse === undefined ? attempts() : takeSeats(request.tenant.id, deps, attempts);
  const together = await deps.share
    .within(request, inSeats, operations.length)
    .catch((error: unknown): Together => ({ kind: 'failed', culprit: undefined, error }));

  if (together.kind === 'done') {
    for (const { served } of together.stored) deps.record(served);
    return new Map(together.stored.map(({ operation, outcome }) => [operation.at, outcome]));
  }
  const { culprit, error } = together;
  logFault(error, run);
  return new Map(
    operations.map((operation) => {
      const isOwn = culprit === undefined || culprit === operation;
      return [operation.at, fail(operation, isOwn ? error : because(culprit), run)];
    }),
  );
}

/** @returns undefined when another write came in between */
async function attempt(
  operations: readonly RunnableOperation[],
  run: BulkRun,
): Promise<Together | undefined> {
  const { request, deps } = run;
  const stagedStore = openStagedStore(deps.store.resources, request.tenant.id);
  const staged: RouteDeps = {
    ...deps,
    store: { ...deps.store, resources: stagedStore.resources },
    inTurn: (_key, work) => work(),
    // All of them share one place.
    share: { ...deps.share, begin: async () => () => undefined },
    // They are recorded once they are stored.
    record: (served) => served,
  };
  const answered: { readonly operation: RunnableOperation; readonly served: Answered }[] = [];
  for (const operation of operations) {
    stagedStore.begin(operation.at);
    const served = await serveOperation(operation, { request, deps: staged });
    if (served.kind === 'failed') return { kind: 'failed', culprit: operation, error: served.error };
    answered.push({ operation, served });
  }
  const stored = await stagedStore.commit();
  if (stored.kind === 'refused') {
    const { owner, outcome } = stored;
    if (outcome.kind === 'stale') return undefined;
    const culprit = operations.find(({ at }) => at === owner);
    if (culprit === undefined) throw new Error('A staged change belongs to no operation');
    return { kind: 'failed', culprit, error: commitRefusal(outcome, culprit.target.type) };
  }
  return {
    kind: 'done',
    stored: answered.map((each) => {
      const { at, target } = each.operation;
      const resource = { id: target.id, hasMembers: target.type.membership !== undefined };
      return { ...each, outcome: done(each.served.reply, stored.versionOf(at, resource)) };
    }),
  };
}

/** Replaces the guessed version by that of the commit. A DELETE has none. */
function done({ status, headers }: Reply, version: number | undefined): OperationOutcome {
  const isThere = headers?.['ETag'] !== undefined && version !== undefined;
  return { kind: 'done', status, version: isThere ? entityTag(version) : undefined };
}
