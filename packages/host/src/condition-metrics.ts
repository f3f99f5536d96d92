import { Gauge, type Registry } from 'prom-client';

/** How a host is, as metrics tell it. */
export interface Conditions {
  /** Whether writes fail for want of room on the disk. */
  readonly isFull: () => boolean;
  /** How far the clock is behind the latest time that hosts have been at, in milliseconds. */
  readonly clockBehind: () => number;
}

/**
 * Registers the metrics of how a host is; each is looked at when Prometheus asks.
 *
 * @example
 * conditionMetrics(prometheus.registry, { isFull: () => store.lackOfRoom() !== undefined, clockBehind: () => 0 });
 */
export function conditionMetrics(registry: Registry, { isFull, clockBehind }: Conditions): void {
  const gauge = (name: string, help: string, read: () => number): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('scimwright_database_full', '1 while writes fail for want of room on the disk, otherwise 0.', () =>
    isFull() ? 1 : 0,
  );
  gauge(
    'scimwright_clock_behind_seconds',
    'How far the clock of this host is behind the latest time that hosts of the database have been at.',
    () => clockBehind() / 1_000,
  );
}
