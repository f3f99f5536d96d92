import type { Backlog, Outbox } from '@scimwright/store';
import { Counter, Gauge, type Registry } from 'prom-client';

/** The counters of a delivery. */
export interface EventMetrics {
  /** An event was delivered. */
  delivered(connector: string): void;
  /** The handler failed on an event. */
  failed(connector: string): void;
}

/** Registers the metrics of events. Pending events are counted at each scrape. No label names a tenant. */
export function eventMetrics(
  registry: Registry,
  outbox: Pick<Outbox, 'backlog'>,
  clock: () => Date,
): EventMetrics {
  const registers = [registry];
  const delivered = new Counter({
    name: 'scimwright_events_delivered_total',
    help: 'Events that were delivered.',
    labelNames: ['connector'],
    registers,
  });
  const failed = new Counter({
    name: 'scimwright_events_failed_attempts_total',
    help: 'Deliveries on which the handler failed.',
    labelNames: ['connector'],
    registers,
  });
  // The gauges of a scrape share one query. While the database is unavailable they keep their last values, because the other
  // metrics matter all the more then.
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
  gauge('scimwright_events_failing', 'Pending events on which the handler failed.', ({ failing }) => failing);
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
