import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { group, narrowUser, wholeUser } from '../profile/profiles.fixture.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import { checkKeyLengths, checkResource } from './check.ts';

const complete: JsonObject = {
  userName: 'ada@x.example',
  emails: [{ type: 'work', value: 'ada@x.example' }],
  active: false,
  roles: [{ primary: true, value: 'Editor' }],
  displayName: 'Ada',
  [ENTERPRISE_USER]: { organization: 'Contoso' },
};
const without = (...names: string[]): JsonObject =>
  Object.fromEntries(Object.entries(complete).filter(([name]) => !names.includes(name)));

describe('every required attribute needs a value', () => {
  it('a complete resource passes, and false is a value', () => {
    expect(() => checkResource(complete, narrowUser.type)).not.toThrow();
  });

  it.each<{ title: string; resource: JsonObject; path: string }>([
    { title: 'an attribute', resource: without('userName'), path: 'userName' },
    { title: 'a boolean', resource: without('active'), path: 'active' },
    { title: 'an element', resource: without('emails'), path: 'emails[type eq "work"].value' },
    {
      title: 'an element of another type',
      resource: { ...complete, emails: [{ type: 'home', value: 'x' }] },
      path: 'emails[type eq "work"].value',
    },
    {
      title: 'an element without the sub-attribute',
      resource: { ...complete, emails: [{ type: 'work', display: 'x' }] },
      path: 'emails[type eq "work"].value',
    },
    {
      title: 'a role that is not primary',
      resource: { ...complete, roles: [{ value: 'Editor' }] },
      path: 'roles[primary eq "True"].value',
    },
    {
      title: 'an extension attribute',
      resource: without(ENTERPRISE_USER),
      path: `${ENTERPRISE_USER}:organization`,
    },
  ])('$title: the refusal names $path', ({ resource, path }) => {
    const refusal = refusalOf(() => checkResource(resource, narrowUser.type));
    expect(refusal).toMatchObject({ code: 'invalidValue', path });
    expect(refusal.message).toBe(
      `${path} is required: in Entra, map it to a source attribute that has a value for this user.`,
    );
  });

  it('all missing attributes are named at once, in the order of the rows', () => {
    const refusal = refusalOf(() => checkResource({}, narrowUser.type));
    expect(refusal.path).toBe('userName');
    expect(refusal.message).toBe(
      `userName, emails[type eq "work"].value, active, roles[primary eq "True"].value, displayName, ${ENTERPRISE_USER}:organization are required: in Entra, map each to a source attribute that has a value for this user.`,
    );
  });

  it('a refusal of a group says group', () => {
    expect(refusalOf(() => checkResource({ externalId: 'x' }, group.type)).message).toContain(
      'for this group',
    );
  });
});

describe('an index key has a maximum length', () => {
  const mail = (value: string): JsonObject => ({ ...complete, emails: [{ type: 'work', value }] });
  const long = 'x'.repeat(513);

  it.each<{ title: string; resource: JsonObject; path: string }>([
    { title: 'an attribute', resource: { ...complete, userName: long }, path: 'userName' },
    { title: 'an element', resource: mail(long), path: 'emails[type eq "work"].value' },
    {
      title: 'externalId, which every profile has',
      resource: { ...complete, externalId: long },
      path: 'externalId',
    },
    {
      title: 'a string that folding makes longer',
      resource: { ...complete, userName: '\ufb2c'.repeat(200) },
      path: 'userName',
    },
  ])('$title: $path', ({ resource, path }) => {
    const refusal = refusalOf(() => checkKeyLengths(resource, narrowUser.type));
    expect(refusal).toMatchObject({ code: 'invalidValue', path });
    expect(refusal.message).toContain('more than 512 characters');
    expect(refusalOf(() => checkResource(resource, narrowUser.type)).path).toBe(path);
  });

  it.each<{ title: string; resource: JsonObject }>([
    { title: '512 characters', resource: { ...complete, userName: 'x'.repeat(512) } },
    { title: 'any length without an index', resource: { ...complete, displayName: long } },
    {
      title: 'any length in another element',
      resource: { ...complete, emails: [{ type: 'home', value: long }] },
    },
  ])('$title fits', ({ resource }) => {
    expect(() => checkKeyLengths(resource, narrowUser.type)).not.toThrow();
  });

  it('the id of a manager is an index key', () => {
    const resource = { [ENTERPRISE_USER]: { manager: { value: long } } };
    expect(refusalOf(() => checkKeyLengths(resource, wholeUser.type)).path).toBe(
      `${ENTERPRISE_USER}:manager`,
    );
  });
});
