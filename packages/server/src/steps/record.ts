import type { Reply } from '../reply.ts';
import type { RouteDeps } from '../route.ts';
import type { ScimRequest } from '../scim-request.ts';
import { failureEntry, logEntry } from '../log/log-entry.ts';

/**
 * Runs a request and takes note of what became of it: an entry in its tenant's provisioning log, unless its commit
 * brought one, and the departures that it made.
 *
 * @param current - the request as far as it was read
 * @throws whatever the work throws
 *
 * @example
 * const reply = await record(() => request, deps, () => dispatch(route, request, deps));
 */
export async function record(
  current: () => ScimRequest,
  { readLog, metrics, clock }: Pick<RouteDeps, 'readLog' | 'metrics' | 'clock'>,
  work: () => Promise<Reply>,
): Promise<Reply> {
  const { tenant, connector, reading } = current();
  try {
    const reply = await work();
    if (!reply.logged) readLog.add(tenant.id, logEntry(current(), reply, clock()));
    return reply;
  } catch (error) {
    readLog.add(tenant.id, failureEntry(current(), error, clock()));
    throw error;
  } finally {
    for (const departure of reading.departures) metrics.departed(connector.id, departure);
  }
}
