import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { defineProfile } from '../profile/mapping-profile.ts';
import { attribute } from '../profile/mapping-row.ts';
import { group, narrowUser, userDefinition, wholeUser } from '../profile/profiles.fixture.ts';
import { complex, string, type Schema } from '../schema/attribute.ts';
import { ENTERPRISE_USER, GROUP, USER } from '../schema/urn.ts';
import type { BoundPath, ResourceType } from '../schema/resource-type.ts';
import { bindExtension, bindPath } from './bind.ts';
import { parseAttributePath } from './parse.ts';

function bound(text: string, type: ResourceType, context = openParseContext()): BoundPath | undefined {
  const path = parseAttributePath(text);
  return path && bindPath(path, type, context);
}

/** The names of the extension, the attribute and the sub-attribute that a path is bound to. */
function found(text: string, type: ResourceType): readonly (string | undefined)[] | undefined {
  const path = bound(text, type);
  return path && [path.extension, path.attribute.name, path.sub?.name];
}

describe('a path is bound to an attribute', () => {
  it.each([
    { text: 'userName', is: [undefined, 'userName', undefined], why: 'a core attribute' },
    { text: 'USERNAME', is: [undefined, 'userName', undefined], why: 'in any letter case' },
    { text: 'Name.GIVENNAME', is: [undefined, 'name', 'givenName'], why: 'sub-attributes too' },
    { text: `${USER}:userName`, is: [undefined, 'userName', undefined], why: 'with its URN' },
    { text: `${USER.toUpperCase()}:active`, is: [undefined, 'active', undefined], why: 'URNs in any case' },
    { text: 'id', is: [undefined, 'id', undefined], why: 'id belongs to every type' },
    { text: 'meta.lastModified', is: [undefined, 'meta', 'lastModified'], why: 'so does meta' },
    { text: 'externalId', is: [undefined, 'externalId', undefined], why: 'and externalId' },
    {
      text: `${ENTERPRISE_USER}:manager.value`,
      is: [ENTERPRISE_USER, 'manager', 'value'],
      why: 'an extension attribute with its URN',
    },
    {
      text: `${ENTERPRISE_USER.toLowerCase()}:DEPARTMENT`,
      is: [ENTERPRISE_USER, 'department', undefined],
      why: 'in any letter case',
    },
    {
      text: 'manager',
      is: [ENTERPRISE_USER, 'manager', undefined],
      why: 'an extension attribute without its URN (AMB-41)',
    },
  ])('$text: $why', ({ text, is }) => {
    expect(found(text, wholeUser.type)).toEqual(is);
  });

  it.each([
    { text: 'foo', why: 'no such attribute' },
    { text: 'name.foo', why: 'no such sub-attribute' },
    { text: 'userName.value', why: 'a string has no sub-attributes' },
    { text: `${ENTERPRISE_USER}:userName`, why: 'a core attribute under the URN of an extension' },
    { text: `${USER}:department`, why: 'an extension attribute under the core URN' },
    { text: `${GROUP}:displayName`, why: 'the URN of another type' },
    { text: 'urn:example:other:title', why: 'an unknown URN' },
    { text: ENTERPRISE_USER, why: 'a bare URN names no attribute' },
    { text: 'members', why: 'an attribute of another type' },
  ])('$text is not found: $why', ({ text }) => {
    expect(found(text, wholeUser.type)).toBeUndefined();
  });

  it.each([
    { text: 'title', type: narrowUser.type, why: 'no row maps it' },
    { text: `${ENTERPRISE_USER}:department`, type: narrowUser.type, why: 'no row maps it' },
    { text: 'name.givenName', type: narrowUser.type, why: 'no row maps it' },
    { text: 'userName', type: group.type, why: 'groups have no userName' },
  ])('$text is unmapped in a narrower profile: $why', ({ text, type }) => {
    expect(found(text, type)).toBeUndefined();
  });
});

describe('a name without its URN', () => {
  const custom: Schema = {
    id: 'urn:example:scim:schemas:extension:Custom:2.0:User',
    name: 'Custom',
    description: 'Custom',
    attributes: [
      string('title', 'Also a core name.'),
      string('department', 'Also an enterprise name.'),
      string('badge', 'A name of its own.'),
      complex('desk', 'Where.', [string('floor', 'Which.')]),
    ],
  };
  const rows = ['title', `${ENTERPRISE_USER}:department`].map((path) => attribute(path, 'string'));
  const more = custom.attributes.map(({ name, type }) =>
    attribute(`${custom.id}:${name}`, type, { from: 'extensionAttribute1' }),
  );
  const definition = userDefinition([...rows, ...more]);
  const { type } = defineProfile({ ...definition, extensions: [...definition.extensions, custom] });

  it.each([
    { text: 'title', is: [undefined, 'title', undefined], why: 'the core attribute wins' },
    { text: 'badge', is: [custom.id, 'badge', undefined], why: 'only one extension has it' },
    { text: 'desk.floor', is: [custom.id, 'desk', 'floor'], why: 'with a sub-attribute' },
    { text: 'department', is: undefined, why: 'two extensions have it, so the name is ambiguous' },
    { text: `${custom.id}:department`, is: [custom.id, 'department', undefined], why: 'the URN decides' },
    { text: `${custom.id}:title`, is: [custom.id, 'title', undefined], why: 'the URN decides' },
  ])('$text: $why', ({ text, is }) => {
    expect(found(text, type)).toEqual(is);
  });

  it.each([
    { text: 'badge', recorded: ['unqualified-extension-attribute'] },
    { text: 'title', recorded: [] },
    { text: `${custom.id}:badge`, recorded: [] },
    { text: 'badge.foo', recorded: [] },
  ])('$text records $recorded', ({ text, recorded }) => {
    const context = openParseContext();
    bound(text, type, context);
    expect([...context.departures]).toEqual(recorded);
  });

  it('is not found in extensions if that departure is off', () => {
    const off = openParseContext({ off: ['unqualified-extension-attribute'] });
    expect(bound('badge', type, off)).toBeUndefined();
    expect(bound('title', type, off)).toBeDefined();
  });
});

describe('the URN of an extension (AMB-11)', () => {
  const extensionIn = (text: string, type: ResourceType): string | undefined => {
    const path = parseAttributePath(text);
    return path && bindExtension(path, type);
  };

  it.each([
    { text: ENTERPRISE_USER, is: ENTERPRISE_USER, why: 'names the container' },
    { text: ENTERPRISE_USER.toUpperCase(), is: ENTERPRISE_USER, why: 'in any letter case' },
    {
      text: `${ENTERPRISE_USER}:department`,
      is: undefined,
      why: 'with an attribute, it does not name the container',
    },
    { text: USER, is: undefined, why: 'the core schema has no container' },
    { text: 'userName', is: undefined, why: 'a name is not a URN' },
  ])('$text: $why', ({ text, is }) => {
    expect(extensionIn(text, wholeUser.type)).toBe(is);
  });

  it('is unknown if the profile maps nothing of the extension', () => {
    expect(extensionIn(ENTERPRISE_USER, group.type)).toBeUndefined();
  });
});
