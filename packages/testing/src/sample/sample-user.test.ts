import { expect, it } from 'vitest';
import { crew, harbour } from '../connector/connectors.fixture.ts';
import { sampleUser } from './sample-user.ts';

it('fills each row that has a value, including elements and extensions', () => {
  expect(sampleUser(harbour)).toMatchObject({
    userName: 'sample userName',
    active: true,
    name: { givenName: 'sample givenName' },
    emails: [{ type: 'work', value: 'sample value' }],
    phoneNumbers: [{ type: 'work' }, { type: 'mobile' }, { type: 'fax' }],
    roles: [{ primary: true, value: 'sample value' }],
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'sample department' },
  });
});

it('leaves out whole complex attributes and references', () => {
  expect(JSON.stringify(sampleUser(harbour))).not.toContain('manager');
  expect(Object.keys(sampleUser(crew))).toEqual(['userName', 'displayName', 'active', 'emails']);
});
