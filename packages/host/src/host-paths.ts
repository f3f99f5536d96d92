import type { IncomingMessage, ServerResponse } from 'node:http';
import { roomWarning } from '@scimwright/server/internal';
import type { Store } from '@scimwright/store';
import type { Prometheus } from './prometheus.ts';

/** Where a host is in its life. */
export type HostState = 'starting' | 'ready' | 'stopping';

/** Answers the paths of the host itself; false when the path is none of them. */
export type AnswerHostPath = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * The paths of the host itself: `/healthz` (the process lives), `/readyz` (the database answers, migrations and demo
 * tenants are done), and where it is shown, `/metrics`. A host whose disk is full is ready and says so: its reads go on, and whoever
 * writes gets an answer of SCIM and not that of a proxy.
 *
 * @example
 * const answer = hostPaths({ store, prometheus, stateOf: () => 'ready', showsMetrics: true });
 */
export function hostPaths(deps: {
  readonly store: Store;
  readonly prometheus: Prometheus;
  readonly stateOf: () => HostState;
  readonly showsMetrics: boolean;
}): AnswerHostPath {
  const { store, prometheus, stateOf, showsMetrics } = deps;
  const pages: Readonly<
    Record<string, () => Promise<readonly [status: number, type: string, body: string]>>
  > = {
    '/healthz': async () => [200, 'text/plain', 'alive\n'],
    '/readyz': async () => {
      const state = stateOf();
      if (state !== 'ready') return [503, 'text/plain', `${state}\n`];
      const isThere = await store.ping().then(
        () => true,
        () => false,
      );
      if (!isThere) return [503, 'text/plain', 'the database does not answer\n'];
      const code = store.lackOfRoom();
      return [200, 'text/plain', code === undefined ? 'ready\n' : `ready\n${roomWarning(code)}\n`];
    },
    ...(showsMetrics && {
      '/metrics': async () => [200, prometheus.contentType, await prometheus.scrape()] as const,
    }),
  };
  return (request, response) => {
    const path = request.url?.split('?', 1).join('') ?? '';
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    if (page === undefined) return false;
    page().then(
      ([status, type, body]) =>
        response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body),
      () => response.writeHead(500).end(),
    );
    return true;
  };
}
