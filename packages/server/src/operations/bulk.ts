import { bulkResponse, parseBulkRequest } from '@scimwright/core/messages';
import type { BulkRun } from '../bulk/bulk-run.ts';
import { resultOf } from '../bulk/operation-outcome.ts';
import { planBulk } from '../bulk/plan-bulk.ts';
import { runAll } from '../bulk/run-all.ts';
import { runEach } from '../bulk/run-each.ts';
import type { Reply } from '../reply.ts';
import type { RouteDeps } from '../route.ts';
import type { ScimRequest } from '../scim-request.ts';

/**
 * Runs several operations (RFC 7644 §3.7), each like its single request. They run in the order of the request, except that
 * an operation runs after those it refers to. Resources in a cycle of references are stored in one commit. With
 * `allOrNothing`, which the RFC does not have, the whole request is one commit.
 *
 * @throws ScimError invalidSyntax, payloadTooLarge; errors of an operation are in its result
 */
export async function bulk(request: ScimRequest, deps: RouteDeps): Promise<Reply> {
  const { connector } = request;
  const { limits, routes, ids } = deps;
  const asked = parseBulkRequest(request.body, limits.bulkOperations);
  const planned = planBulk(asked.operations, { connector, routes, ids });
  // Each of its operations takes a place of its own.
  request.releasePlace();
  const run: BulkRun = { request, deps };
  const outcomes = asked.allOrNothing
    ? await runAll(planned, run)
    : await runEach(planned, run, asked.failOnErrors);
  const results = planned.flatMap((operation) => {
    const outcome = outcomes.get(operation.at);
    return outcome === undefined ? [] : [resultOf(operation, outcome, request)];
  });
  return { status: 200, body: { kind: 'value', value: bulkResponse(results) } };
}
