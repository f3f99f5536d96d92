import type { ResourceType } from '@scimwright/core';
import type { Limits } from '../limits.ts';
import { nobody } from '../operations/nobody.ts';
import type { Reply } from '../reply.ts';
import type { Route } from '../routes.ts';
import type { Deps, ScimRequest } from '../scim-request.ts';

/**
 * Hands a request to its operation, with the resource type and the id that the route is about.
 *
 * @example
 * const reply = await dispatch(route, request, deps);
 */
export async function dispatch(
  route: Route,
  request: ScimRequest,
  deps: Deps & { readonly limits: Limits },
): Promise<Reply> {
  switch (route.about) {
    case 'service':
      return route.run(request, deps);
    case 'users':
    case 'groups':
      return route.run({ ...request, type: typeAbout(route.about, request) }, deps);
    case 'me':
      if (request.id === undefined) return nobody();
      return route.run({ ...request, type: typeAbout('user', request), id: request.id }, deps);
    case 'user':
    case 'group':
      return route.run({ ...request, type: typeAbout(route.about, request), id: request.id ?? '' }, deps);
    default:
      return route satisfies never;
  }
}

function typeAbout(about: 'user' | 'users' | 'group' | 'groups', { connector }: ScimRequest): ResourceType {
  if (about === 'user' || about === 'users') return connector.users.type;
  if (connector.groups !== undefined) return connector.groups.type;
  throw new Error(`${connector.id} has no groups, so it must have no route about them`);
}
