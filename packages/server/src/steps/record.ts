import { failureEntry, logEntry } from '../log/log-entry.ts';
import type { ReadLog } from '../log/read-log.ts';
import type { Metrics } from '../metrics.ts';
import type { Served } from '../reply.ts';

/**
 * Makes the step that takes note of what became of a request: an entry in its tenant's provisioning log, unless its commit
 * brought one, and the departures that it made.
 *
 * @example
 * const record = makeRecord({ readLog, metrics, clock: () => new Date() });
 * record({ kind: 'answered', request, reply: { status: 204 } });
 */
export function makeRecord(deps: {
  readonly readLog: Pick<ReadLog, 'add'>;
  readonly metrics: Pick<Metrics, 'departed'>;
  readonly clock: () => Date;
}): (served: Served) => Served {
  const { readLog, metrics, clock } = deps;
  return (served) => {
    const { request } = served;
    const { tenant, connector, reading } = request;
    if (served.kind === 'failed') readLog.add(tenant.id, failureEntry(request, served.error, clock()));
    else if (!served.reply.logged) readLog.add(tenant.id, logEntry(request, served.reply, clock()));
    for (const departure of reading.departures) metrics.departed(connector.id, departure);
    return served;
  };
}
