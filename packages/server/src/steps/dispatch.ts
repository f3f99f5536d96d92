import { meNotSupported } from '../operations/me-not-supported.ts';
import type { Reply } from '../reply.ts';
import type { Route, RouteDeps } from '../route.ts';
import type { ScimRequest } from '../scim-request.ts';

/** Passes a request to its operation, with the resource type and the id of the route. */
export async function dispatch(route: Route, request: ScimRequest, deps: RouteDeps): Promise<Reply> {
  switch (route.about) {
    case 'service':
      return route.run(request, deps);
    case 'me':
      if (request.id === undefined) return meNotSupported();
      return route.run({ ...request, type: request.connector.users.type, id: request.id }, deps);
    case 'all':
      return route.run({ ...request, type: route.profile.type }, deps);
    case 'one':
      return route.run({ ...request, type: route.profile.type, id: request.id ?? '' }, deps);
    default:
      return route satisfies never;
  }
}
