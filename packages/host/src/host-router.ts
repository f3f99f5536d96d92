import type { RequestListener } from 'node:http';
import type { Logger } from '@scimwright/server';
import { describeFault } from '@scimwright/server/internal';

/** A path of the host, and what answers it. */
export interface HostRoute {
  readonly path: `/${string}`;
  /** Whether it answers everything below the path too. */
  readonly isPrefix?: boolean;
  readonly answer: RequestListener;
}

/**
 * An answer whose module is loaded by its first request: no request of Entra needs the module, and a start would wait for it.
 */
export function loadedWhenAsked(load: () => Promise<RequestListener>, logger: Logger): RequestListener {
  let loading: Promise<RequestListener> | undefined;
  return (request, response) => {
    loading ??= load();
    loading.then(
      (answer) => answer(request, response),
      (error: unknown) => {
        loading = undefined;
        // Without the URL: that of a hand-over link has its code.
        logger.error(describeFault(error), 'the module that answers a request could not be loaded');
        response.writeHead(500).end();
      },
    );
  };
}

/** Paths that a proxy may normalise: `.` and `..` as segments, backslashes, and encoded slashes and dots. */
const AMBIGUOUS = /\/\.{1,2}(\/|$)|%2e|%2f|%5c|\\/i;

/**
 * Routes requests to the paths of the host, and all others to `otherwise`. A path that a proxy could have normalised
 * differently never reaches a route.
 */
export function hostRouter(routes: readonly HostRoute[], otherwise: RequestListener): RequestListener {
  return (request, response) => {
    const asked = request.url?.split('?', 1).join('') ?? '';
    const route = AMBIGUOUS.test(asked)
      ? undefined
      : routes.find(({ path, isPrefix }) => asked === path || (isPrefix && asked.startsWith(`${path}/`)));
    const { answer } = route ?? { answer: otherwise };
    answer(request, response);
  };
}
