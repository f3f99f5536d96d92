import type { Metrics } from '@scimwright/server';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The metrics of a server in Prometheus format. */
export interface Prometheus {
  readonly metrics: Metrics;
  /** The registry for further metrics. */
  readonly registry: Registry;
  readonly contentType: string;
  /** The text of a scrape. */
  scrape(): Promise<string>;
}

/** Opens metrics with a registry of their own. No label names a tenant or a person. */
export function openPrometheus(): Prometheus {
  const registry = new Registry();
  const registers = [registry];
  const duration = new Histogram({
    name: 'scimwright_request_duration_seconds',
    help: 'How long requests took.',
    labelNames: ['connector', 'operation', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    registers,
  });
  const unauthorized = new Counter({
    name: 'scimwright_unauthorized_total',
    help: 'Requests without a valid token.',
    labelNames: ['connector'],
    registers,
  });
  const departures = new Counter({
    name: 'scimwright_departures_total',
    help: 'Departures from the RFCs that requests used.',
    labelNames: ['connector', 'departure'],
    registers,
  });
  const dropped = new Counter({
    name: 'scimwright_log_entries_dropped_total',
    help: 'Log entries of reads and refusals that could not be stored or exceeded the quota of their tenant.',
    registers,
  });
  const waits = new Histogram({
    name: 'scimwright_request_wait_seconds',
    help: 'How long requests waited for a place; requests that did not wait are not counted.',
    labelNames: ['connector', 'outcome'],
    buckets: [0.01, 0.1, 0.5, 1, 5, 20],
    registers,
  });
  const waiting = new Gauge({
    name: 'scimwright_answers_waiting_bytes',
    help: 'Bytes of responses that clients have not read yet.',
    registers,
  });
  return {
    metrics: {
      answered: ({ connector = 'none', operation = 'none', status, seconds }) =>
        duration.observe({ connector, operation, status }, seconds),
      unauthorized: (connector) => unauthorized.inc({ connector }),
      departed: (connector, departure) => departures.inc({ connector, departure }),
      dropped: (entries) => dropped.inc(entries),
      waited: ({ connector, outcome, seconds }) => waits.observe({ connector, outcome }, seconds),
      waiting: (bytes) => waiting.set(bytes),
    },
    registry,
    contentType: registry.contentType,
    scrape: () => registry.metrics(),
  };
}
