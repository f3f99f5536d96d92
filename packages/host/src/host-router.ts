import type { RequestListener } from 'node:http';

/** A path of the host, and what answers it. */
export interface HostRoute {
  readonly path: `/${string}`;
  /** Whether it answers everything below the path too. */
  readonly isPrefix?: boolean;
  readonly answer: RequestListener;
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
