import { Counter, type Registry } from 'prom-client';

/** The counters of the admin API. */
export interface AdminMetrics {
  /** A request came with a wrong admin token. */
  refused(): void;
}

/** Registers the metrics of the admin API. */
export function adminMetrics(registry: Registry): AdminMetrics {
  const refused = new Counter({
    name: 'scimwright_admin_refused_total',
    help: 'Requests of the admin API with a wrong admin token.',
    registers: [registry],
  });
  return { refused: () => refused.inc() };
}
