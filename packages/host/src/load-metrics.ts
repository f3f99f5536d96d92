import type { Load } from '@scimwright/server';
import { Gauge, type Registry } from 'prom-client';

/**
 * Registers how busy a host is; it is looked at when Prometheus asks. No label names a tenant.
 *
 * @example
 * loadMetrics(prometheus.registry, () => ({ running: 0, waiting: 0 }));
 */
export function loadMetrics(registry: Registry, load: () => Load): void {
  const gauge = (name: string, help: string, read: (load: Load) => number): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read(load()));
      },
    });
  gauge('scimwright_requests_in_flight', 'Requests that are being carried out.', ({ running }) => running);
  gauge('scimwright_requests_waiting', 'Requests that wait for their turn.', ({ waiting }) => waiting);
}
