import type { Backlog, Outbox } from '@scimwright/store';
import { Counter, Gauge, type Registry } from 'prom-client';

/** What a delivery counts. */
export interface EventMetrics {
  /** An event was taken. */
  delivered(connector: string): void;
  /** An event was handed over and not taken. */
  failed(connector: string): void;
}

/**
 * Registers the metrics of events; what is pending is counted when Prometheus asks. No label names a tenant.
 *
 * @example
 * const metrics = eventMetrics(prometheus.registry, store.outbox, () => new Date());
 */
export function eventMetrics(
  registry: Registry,
  outbox: Pick<Outbox, 'backlog'>,
  clock: () => Date,
): EventMetrics {
  const registers = [registry];
  const delivered = new Counter({
    name: 'scimwright_events_delivered_total',
    help: 'Events that the handler took.',
    labelNames: ['connector'],
    registers,
  });
  const failed = new Counter({
    name: 'scimwright_events_failed_attempts_total',
    help: 'Times that the handler did not take an event.',
    labelNames: ['connector'],
    registers,
  });
  // The gauges of one scrape are collected together, so that they share one answer. When the database is away they keep
  // their last values, since the other metrics are wanted all the more.
  let asked: Promise<Backlog | undefined> | undefined;
  const ask = (): Promise<Backlog | undefined> => {
    asked ??= outbox
      .backlog(undefined)
      .catch(() => undefined)
      .finally(() => {
        asked = undefined;
      });
    return asked;
  };
  const gauge = (name: string, help: string, read: (backlog: Backlog) => number): Gauge =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const backlog = await ask();
        if (backlog !== undefined) this.set(read(backlog));
      },
    });
  gauge(
    'scimwright_events_pending',
    'Events that are not delivered yet, of all hosts on the database.',
    ({ pending }) => pending,
  );
  gauge(
    'scimwright_events_failing',
    'Pending events that were tried and not taken.',
    ({ failing }) => failing,
  );
  gauge(
    'scimwright_events_oldest_pending_seconds',
    'How long the oldest pending event has been waiting.',
    ({ oldest }) => (oldest === undefined ? 0 : Math.max(0, clock().getTime() - Date.parse(oldest)) / 1_000),
  );
  return {
    delivered: (connector) => delivered.inc({ connector }),
    failed: (connector) => failed.inc({ connector }),
  };
}
