import { expect, it } from 'vitest';
import { unknownPath } from './unknown-path.ts';

const FLOW = '/flow/:tenant/scim/v2';
const TIDE = '/tide/api/scim';

it.each([
  ['/flow/contoso/scim/v2/scim/v2/Users', 'has its path twice', '/flow/{tenant}/scim/v2'],
  ['/tide/api/scim/api/scim/Users', 'has its path twice', '/tide/api/scim'],
  ['/flow/contoso/scim/v2/Users/Users', 'ends in /Users or /Groups', '/flow/{tenant}/scim/v2'],
  ['/flow/contoso/scim/v1/Users', 'a different version', '/flow/{tenant}/scim/v2'],
  ['/flow/contoso/scim/Users', 'a different version, or its path is misspelled', '/flow/{tenant}/scim/v2'],
  ['/FLOW/contoso/SCIM/v2/Users', 'its path is misspelled', '/flow/{tenant}/scim/v2'],
  ['/tide', 'There is nothing at this path', '/tide/api/scim'],
])('%s is answered with its cause, %s, and the Tenant URL of that product alone', (path, cause, shape) => {
  const { status, message } = unknownPath(path, [FLOW, TIDE]);
  expect(status).toBe(404);
  expect(message).toContain(`${cause}`);
  expect(message).toContain(`ends in ${shape}. Entra adds`);
});

it.each(['/nothing', '/', '/scim/v2/Users', '/flower/contoso/scim/v2/Users'])(
  '%s, which belongs to no product, is answered without a Tenant URL if a host serves several products',
  (path) => {
    const { message } = unknownPath(path, [FLOW, TIDE]);
    expect(message).toContain('Copy the whole Tenant URL again');
    expect(message).not.toMatch(/\/flow\/\{|\/tide/);
    expect(unknownPath(path, [FLOW]).message).toContain('ends in /flow/{tenant}/scim/v2.');
  },
);
