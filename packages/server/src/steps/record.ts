import { failureEntry, logEntry } from '../log/log-entry.ts';
import type { LogBuffer } from '../log/log-buffer.ts';
import type { Metrics } from '../metrics.ts';
import type { Served } from '../reply.ts';

/** Makes the step that records a request: a log entry, unless its commit stored one, and the departures that it used. */
export function makeRecord(deps: {
  readonly logBuffer: Pick<LogBuffer, 'add'>;
  readonly metrics: Pick<Metrics, 'departed'>;
  readonly clock: () => Date;
}): (served: Served) => Served {
  const { logBuffer, metrics, clock } = deps;
  return (served) => {
    const { request } = served;
    const { tenant, connector, parseContext } = request;
    if (served.kind === 'failed') logBuffer.add(tenant.id, failureEntry(request, served.error, clock()));
    else if (!served.reply.logged) logBuffer.add(tenant.id, logEntry(request, served.reply, clock()));
    for (const departure of parseContext.departures) metrics.departed(connector.id, departure);
    return served;
  };
}
