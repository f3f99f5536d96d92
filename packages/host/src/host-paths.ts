import { diskFullWarning } from '@scimwright/server/internal';
import type { Store } from '@scimwright/store';
import type { DemoState } from './demo/fill-company.ts';
import type { HostRoute } from './host-router.ts';
import type { Prometheus } from './prometheus.ts';

/** Where the admin API is. */
export const ADMIN_API_PATH = '/admin/api';

/** The states of a host. */
export type HostState = 'starting' | 'ready' | 'stopping';

/**
 * The monitoring paths of a host: `/healthz` (the process is alive), `/readyz` (the database answers, and migrations and demo
 * tenants are done) and, where they are shown, `/metrics`. A host whose disk is full is still ready, and says so: reads go on,
 * and a write gets a SCIM error instead of one from a proxy.
 */
export function hostPaths(deps: {
  readonly store: Store;
  readonly prometheus: Prometheus;
  readonly stateOf: () => HostState;
  readonly showsMetrics: boolean;
  /** Whether the demo is being filled; undefined without a company in it. */
  readonly demoState: () => DemoState | undefined;
}): readonly HostRoute[] {
  const { store, prometheus, stateOf, showsMetrics, demoState } = deps;
  const health = async (): Promise<Page> => ({ status: 200, body: 'alive\n' });
  const readiness = async (): Promise<Page> => {
    const state = stateOf();
    if (state !== 'ready') return { status: 503, body: `${state}\n` };
    const isThere = await store.ping().then(
      () => true,
      () => false,
    );
    if (!isThere) return { status: 503, body: 'the database does not answer\n' };
    const code = store.diskFull();
    const demo = demoState();
    const lines = [
      'ready',
      ...(code === undefined ? [] : [diskFullWarning(code)]),
      ...(demo === undefined ? [] : [`demo: ${demo}`]),
    ];
    return { status: 200, body: `${lines.join('\n')}\n` };
  };
  const metrics = async (): Promise<Page> => ({
    status: 200,
    type: prometheus.contentType,
    body: await prometheus.scrape(),
  });
  return [
    pageAt('/healthz', health),
    pageAt('/readyz', readiness),
    ...(showsMetrics ? [pageAt('/metrics', metrics)] : []),
  ];
}

interface Page {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
}

function pageAt(path: HostRoute['path'], page: () => Promise<Page>): HostRoute {
  return {
    path,
    answer: (_request, response) =>
      void page().then(
        ({ status, type = 'text/plain', body }) =>
          response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body),
        () => response.writeHead(500).end(),
      ),
  };
}
