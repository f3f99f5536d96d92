import { defineConnector } from '@scimwright/connector-kit';
import { describe, expect, it } from 'vitest';
import { findTarget, surfaceOf, type Surface, type Target } from './find-target.ts';
import { routesOf } from './routes.ts';
import { flow, flowDefinition } from './serve.fixture.ts';

const { groups: _groups, ...withoutGroups } = flowDefinition;
const tide = defineConnector({ ...withoutGroups, id: 'tide', displayName: 'Tide', path: '/tide/api/scim' });

// Only the routes of the dependencies are read.
const surfaces = [flow, tide].map((connector) =>
  surfaceOf(connector, { routes: routesOf(connector) } as Surface['deps']),
);

/** The connector, operation, tenant and id of a target, or the status of a refusal. */
function inShort(target: Target): readonly unknown[] {
  switch (target.kind) {
    case 'open':
    case 'closed':
      return [target.surface.connector.id, target.route.operation, target.tenantName, target.id];
    case 'options':
      return ['options', target.allow];
    default:
      return [target.refusal.status, target.allow];
  }
}

describe('the target of a request', () => {
  it.each<[method: string, path: string, target: readonly unknown[]]>([
    ['GET', '/flow/contoso/scim/v2/Users', ['flow', 'query', 'contoso', undefined]],
    ['HEAD', '/flow/contoso/scim/v2/Users', ['flow', 'query', 'contoso', undefined]],
    ['GET', '/flow/contoso/scim/v2/Users/', ['flow', 'query', 'contoso', undefined]],
    ['GET', '/flow/contoso/scim/v2', ['flow', 'query', 'contoso', undefined]],
    ['GET', '/flow/contoso/scim/v2/', ['flow', 'query', 'contoso', undefined]],
    ['POST', '/flow/contoso/scim/v2/Users/.search', ['flow', 'search', 'contoso', undefined]],
    ['PATCH', '/flow/contoso/scim/v2/Users/2819', ['flow', 'modify', 'contoso', '2819']],
    ['PATCH', '/flow/contoso/scim/v2/Users/2819/', ['flow', 'modify', 'contoso', '2819']],
    ['GET', '/flow/c%C3%B4te/scim/v2/Users/a%2Fb', ['flow', 'retrieve', 'côte', 'a/b']],
    ['GET', '/flow/contoso/scim/v2/ServiceProviderConfig', ['flow', 'discover', 'contoso', undefined]],
    ['GET', '/tide/api/scim/Users/2819', ['tide', 'retrieve', undefined, '2819']],
    ['GET', '/tide/api/scim/Groups', ['tide', 'query', undefined, undefined]],
    ['OPTIONS', '/flow/contoso/scim/v2/Bulk', ['options', 'POST, OPTIONS']],
    ['OPTIONS', '/tide/api/scim/Groups', ['options', 'GET, HEAD, OPTIONS']],
    ['DELETE', '/flow/contoso/scim/v2/Users', [405, 'GET, HEAD, POST, OPTIONS']],
    ['PROPFIND', '/flow/contoso/scim/v2/Users', [501, undefined]],
    ['POST', '/tide/api/scim/Groups', [404, undefined]],
    ['OPTIONS', '/tide/api/scim/Groups/2819', [404, undefined]],
    ['GET', '/flow/contoso/scim/v2/users', [404, undefined]],
    ['GET', '/flow/contoso/scim/v2/Users/2819/name', [404, undefined]],
    ['GET', '/flow/contoso/scim/v2/%55sers', [404, undefined]],
    ['GET', '/flow//scim/v2/Users', [404, undefined]],
    ['GET', '/flow/contoso/scim/Users', [404, undefined]],
    ['GET', '/tide/api/scimUsers', [404, undefined]],
    ['GET', '/', [404, undefined]],
  ])('of %s %s is %j', (method, path, target) => {
    expect(inShort(findTarget(method, path, surfaces))).toEqual(target);
  });

  it('at /Groups of a product without groups is refused with that reason', () => {
    const target = findTarget('PUT', '/tide/api/scim/Groups/2819', surfaces);
    expect(target).toMatchObject({ refusal: { message: expect.stringContaining('Tide has no groups') } });
  });
});
