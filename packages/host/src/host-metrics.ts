import type { Load } from '@scimwright/server';
import { Gauge, type Registry } from 'prom-client';

/** The state of a host for its metrics. */
export interface HostConditions {
  /** How many requests are running and waiting. */
  readonly load: () => Load;
  /** Whether writes fail because the disk is full. */
  readonly isFull: () => boolean;
  /** How far the clock is behind the latest time of any host, in milliseconds. */
  readonly clockBehind: () => number;
}

/** Registers gauges for the state of a host, read at each scrape. No label names a tenant. */
export function hostMetrics(registry: Registry, { load, isFull, clockBehind }: HostConditions): void {
  const gauge = (name: string, help: string, read: () => number): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('scimwright_requests_in_flight', 'Requests that are running.', () => load().running);
  gauge('scimwright_requests_waiting', 'Requests that are waiting for a place.', () => load().waiting);
  gauge('scimwright_database_full', '1 while writes fail because the disk is full, otherwise 0.', () =>
    isFull() ? 1 : 0,
  );
  gauge(
    'scimwright_clock_behind_seconds',
    'How far the clock of this host is behind the latest time of any host on the database.',
    () => clockBehind() / 1_000,
  );
}
