import { enterpriseUserSchema, userSchema } from '@scimwright/core/schema';
import { describe, expect, it } from 'vitest';
import { derivePaths } from './derive-paths.ts';

// The schema as the server sends it: JSON.
const served = JSON.parse(JSON.stringify([userSchema, enterpriseUserSchema])) as Parameters<
  typeof derivePaths
>[0];

describe('derivePaths', () => {
  it.each([
    'userName',
    'name.givenName',
    'emails[type eq "work"].value',
    'phoneNumbers[type eq "mobile"].value',
    'roles[primary eq "True"].value',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager',
  ])('derives %s', (path) => {
    expect(derivePaths(served)).toContain(path);
  });

  it.each(['shoeSize', 'department', 'emails[type eq "fax"].value'])('does not derive %s', (path) => {
    expect(derivePaths(served)).not.toContain(path);
  });
});
