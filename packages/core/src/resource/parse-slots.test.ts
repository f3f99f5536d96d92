import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import type { Json } from '../json.ts';
import { defineProfile } from '../profile/mapping-profile.ts';
import { attribute } from '../profile/mapping-row.ts';
import { narrowUser, userDefinition } from '../profile/profiles.fixture.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { boolean, string } from '../schema/attribute.ts';
import { USER } from '../schema/urn.ts';
import type { ResourceType, Slot } from '../schema/resource-type.ts';
import { parseResource } from './parse-resource.ts';
import { inSlot, slotHas } from './keep-mapped.ts';

const { type: contacts } = defineProfile(
  userDefinition([
    attribute('userName', 'string'),
    attribute('emails[type eq "work"].value', 'string'),
    attribute('phoneNumbers[type eq "work"].value', 'string'),
    attribute('phoneNumbers[type eq "mobile"].value', 'string'),
    attribute('addresses[type eq "work"].formatted', 'string'),
    attribute('addresses[type eq "work"].country', 'string'),
    attribute('addresses[type eq "home"].formatted', 'string', { from: 'streetAddress' }),
  ]),
);

function parsed(type: ResourceType, name: string, value: Json) {
  const context = openParseContext();
  const { resource } = parseResource({ schemas: [USER], [name]: value }, type, context);
  return { value: resource[name], ignored: [...context.ignored] };
}

describe('only mapped elements are kept', () => {
  it.each<{ why: string; name: string; value: Json; as: Json | undefined; ignored?: string[] }>([
    {
      why: 'the mapped element, with its labels',
      name: 'emails',
      value: [{ type: 'work', value: 'a@x', primary: true, display: 'A' }],
      as: [{ type: 'work', value: 'a@x', primary: true, display: 'A' }],
    },
    {
      why: 'in any letter case of its type, as sent',
      name: 'emails',
      value: [{ type: 'Work', value: 'a@x' }],
      as: [{ type: 'Work', value: 'a@x' }],
    },
    {
      why: 'another element is left out and recorded',
      name: 'emails',
      value: [
        { type: 'home', value: 'h@x' },
        { type: 'work', value: 'a@x' },
      ],
      as: [{ type: 'work', value: 'a@x' }],
      ignored: ['emails[type eq "home"]'],
    },
    {
      why: 'an element without a type is left out and recorded',
      name: 'emails',
      value: [{ value: 'h@x' }],
      as: undefined,
      ignored: ['emails[no type]'],
    },
    {
      why: 'two mapped elements',
      name: 'phoneNumbers',
      value: [
        { type: 'mobile', value: '1' },
        { type: 'work', value: '2' },
        { type: 'fax', value: '3' },
      ],
      as: [
        { type: 'mobile', value: '1' },
        { type: 'work', value: '2' },
      ],
      ignored: ['phoneNumbers[type eq "fax"]'],
    },
    {
      why: 'the mapped sub-attributes of an element',
      name: 'addresses',
      value: [
        { type: 'work', formatted: 'F', country: 'NO', primary: false },
        { type: 'home', formatted: 'H', country: 'NO' },
      ],
      as: [
        { type: 'work', formatted: 'F', country: 'NO', primary: false },
        { type: 'home', formatted: 'H' },
      ],
      ignored: ['addresses[type eq "home"].country'],
    },
    {
      why: 'an unmapped sub-attribute is not in the schema',
      name: 'addresses',
      value: [{ type: 'work', formatted: 'F', region: 'V' }],
      as: [{ type: 'work', formatted: 'F' }],
      ignored: ['addresses.region'],
    },
    {
      why: 'a repeated type is kept twice (AMB-55)',
      name: 'emails',
      value: [
        { type: 'work', value: 'a' },
        { type: 'work', value: 'b' },
      ],
      as: [
        { type: 'work', value: 'a' },
        { type: 'work', value: 'b' },
      ],
    },
    {
      why: 'an unmapped second primary element does not matter',
      name: 'emails',
      value: [
        { type: 'work', value: 'a', primary: true },
        { type: 'home', value: 'b', primary: true },
      ],
      as: [{ type: 'work', value: 'a', primary: true }],
      ignored: ['emails[type eq "home"]'],
    },
  ])('$why', ({ name, value, as, ignored = [] }) => {
    expect(parsed(contacts, name, value)).toEqual({ value: as, ignored });
  });

  it('two mapped elements that are primary are refused (AMB-18)', () => {
    const value = [
      { type: 'work', value: '1', primary: true },
      { type: 'mobile', value: '2', primary: true },
    ];
    expect(refusalOf(() => parsed(contacts, 'phoneNumbers', value))).toMatchObject({
      code: 'invalidValue',
      path: 'phoneNumbers',
    });
  });
});

describe('in a product with one role, a single role becomes primary', () => {
  it.each<{ why: string; value: Json; as: Json | undefined; ignored?: string[] }>([
    { why: 'without primary', value: [{ value: 'Editor' }], as: [{ value: 'Editor', primary: true }] },
    { why: 'a bare string', value: ['Editor'], as: [{ value: 'Editor', primary: true }] },
    {
      why: 'marked as not primary, as app roles are sent',
      value: [{ value: 'Editor', primary: false }],
      as: [{ value: 'Editor', primary: true }],
    },
    {
      why: 'marked as primary, as Entra sends it',
      value: [{ value: 'Editor', primary: 'True', type: 'WindowsAzureActiveDirectoryRole' }],
      as: [{ value: 'Editor', primary: true, type: 'WindowsAzureActiveDirectoryRole' }],
    },
    {
      why: 'two roles, of which the marked one is kept',
      value: [{ value: 'Viewer' }, { value: 'Editor', primary: true }],
      as: [{ value: 'Editor', primary: true }],
      ignored: ['roles[no primary]'],
    },
    { why: 'no role', value: [], as: undefined },
  ])('$why', ({ value, as, ignored = [] }) => {
    expect(parsed(narrowUser.type, 'roles', value)).toEqual({ value: as, ignored });
  });

  it('two roles are refused if neither is primary', () => {
    const value = [{ value: 'Viewer' }, { value: 'Editor', primary: false }];
    expect(refusalOf(() => parsed(narrowUser.type, 'roles', value))).toMatchObject({
      code: 'invalidValue',
      path: 'roles',
    });
  });

  it('in other products, no element becomes primary', () => {
    const value = [{ type: 'work', value: 'a@x' }];
    expect(parsed(narrowUser.type, 'emails', value).value).toEqual(value);
  });
});

describe('slots', () => {
  const work: Slot = { discriminator: string('type', ''), value: 'work', subAttributes: ['value'] };

  it.each([
    { element: { type: 'work' }, is: true },
    { element: { type: 'WORK' }, is: true },
    { element: { type: 'ｗork' }, is: true },
    { element: { type: 'home' }, is: false },
    { element: { type: 5 }, is: false },
    { element: {}, is: false },
  ])('$element is in the slot of work: $is', ({ element, is }) => {
    expect(inSlot(element, work)).toBe(is);
  });

  it('the type in a row may be in capital letters', () => {
    expect(inSlot({ type: 'work' }, { ...work, value: 'WORK' })).toBe(true);
  });

  it.each([
    { value: true, element: { primary: true }, is: true },
    { value: true, element: { primary: false }, is: false },
    { value: true, element: {}, is: false },
    { value: false, element: {}, is: true },
  ])('$element is primary $value: $is', ({ value, element, is }) => {
    const primary: Slot = { discriminator: boolean('primary', ''), value, subAttributes: [] };
    expect(inSlot(element, primary)).toBe(is);
  });

  it.each([
    { name: 'value', is: true },
    { name: 'type', is: true },
    { name: 'primary', is: true },
    { name: 'display', is: true },
    { name: 'country', is: false },
  ])('the slot of work has $name: $is', ({ name, is }) => {
    expect(slotHas(work, name)).toBe(is);
  });
});
