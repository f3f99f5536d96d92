import { expect, it } from 'vitest';
import { unknownPath } from './unknown-path.ts';

const TENANT_URLS = ['/flow/:tenant/scim/v2', '/tide/api/scim'];

it.each([
  ['/flow/contoso/scim/v2/scim/v2/Users', 'has its path twice'],
  ['/tide/api/scim/api/scim/Users', 'has its path twice'],
  ['/flow/contoso/scim/v2/Users/Users', 'ends in /Users or /Groups'],
  ['/flow/contoso/scim/v1/Users', 'another version'],
  ['/flow/contoso/scim/Users', 'another version, or another spelling'],
  ['/flow/contoso/SCIM/v2/Users', 'another spelling'],
  ['/flow//contoso/scim/v2', 'two slashes'],
  ['/nothing', 'There is nothing at this path'],
])('%s is answered with its cause, %s, and the shape of every Tenant URL', (path, cause) => {
  const { status, message } = unknownPath(path, TENANT_URLS);
  expect(status).toBe(404);
  expect(message).toContain(cause);
  expect(message).toContain('/flow/{tenant}/scim/v2, /tide/api/scim');
});
