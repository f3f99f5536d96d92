import { describe, expect, it } from 'vitest';
import { findAttribute, string, type Attribute, type Schema } from '../schema/attribute.ts';
import { enterpriseUserSchema } from '../schema/enterprise-user.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { userSchema } from '../schema/user.ts';
import { defineProfile } from './mapping-profile.ts';
import { attribute, type MappingRow } from './mapping-row.ts';
import { group, narrowUser, userDefinition, wholeUser } from './profiles.fixture.ts';

const from = { from: 'extensionAttribute1' };
const typeOf = (rows: readonly MappingRow[], more = {}): ResourceType =>
  defineProfile(userDefinition(rows, more)).type;
const namesOf = (attributes: readonly Attribute[] | undefined): string[] | undefined =>
  attributes?.map(({ name }) => name);
const found = (type: ResourceType, name: string): Attribute | undefined =>
  findAttribute(type.schema.attributes, name);

describe('the schemas of a profile have the mapped attributes', () => {
  it('in the order of the RFC, and no others', () => {
    expect(namesOf(narrowUser.type.schema.attributes)).toEqual([
      'userName',
      'displayName',
      'active',
      'emails',
      'roles',
    ]);
  });

  it('and the extensions that have a mapped attribute', () => {
    expect(narrowUser.type.extensions.map(({ schema }) => [schema.id, namesOf(schema.attributes)])).toEqual([
      [ENTERPRISE_USER, ['organization']],
    ]);
    expect(typeOf([attribute('userName', 'string')]).extensions).toEqual([]);
  });

  it('and externalId if a row maps it, so that a client can find it', () => {
    expect(found(group.type, 'externalId')).toMatchObject({ type: 'string', caseExact: true });
    expect(found(narrowUser.type, 'externalId')).toBeUndefined();
  });

  it.each<{ why: string; row: MappingRow; name: string; subs: string[] }>([
    {
      why: 'of an element, its sub-attribute and its labels',
      row: attribute('emails[type eq "work"].value', 'string'),
      name: 'emails',
      subs: ['value', 'display', 'type', 'primary'],
    },
    {
      why: 'of an element, also a sub-attribute other than value',
      row: attribute('addresses[type eq "work"].country', 'string'),
      name: 'addresses',
      subs: ['country', 'display', 'type', 'primary'],
    },
    {
      why: 'of a complex attribute, only the sub-attribute',
      row: attribute('name.givenName', 'string'),
      name: 'name',
      subs: ['givenName'],
    },
    {
      why: 'of a whole attribute, all of it',
      row: attribute('emails', 'complex', from),
      name: 'emails',
      subs: ['value', 'display', 'type', 'primary'],
    },
  ])('$why', ({ row, name, subs }) => {
    expect(namesOf(found(typeOf([row]), name)?.subAttributes)).toEqual(subs);
  });

  it('the whole attribute, if one row maps it and another maps a part', () => {
    const type = typeOf([attribute('name.givenName', 'string'), attribute('name', 'complex', from)]);
    expect(namesOf(found(type, 'name')?.subAttributes)).toHaveLength(6);
  });

  it('everything, if every attribute has a row', () => {
    const { schema, extensions, slots } = wholeUser.type;
    const core = schema.attributes.filter(({ name }) => name !== 'externalId');
    expect(core).toEqual(userSchema.attributes);
    expect(extensions.map((extension) => extension.schema)).toEqual([enterpriseUserSchema]);
    expect(slots.size).toBe(0);
  });

  it('with their canonicalValues, from which Microsoft derives its targets', () => {
    const { subAttributes } = found(narrowUser.type, 'emails') ?? {};
    expect(findAttribute(subAttributes, 'type')?.canonicalValues).toEqual(['work', 'home', 'other']);
  });

  it('and the original schemas stay unchanged', () => {
    expect(userSchema.attributes.find(({ name }) => name === 'active')?.required).toBe(false);
    expect(namesOf(findAttribute(userSchema.attributes, 'addresses')?.subAttributes)).toHaveLength(9);
  });
});

describe('the elements of a profile', () => {
  const { slots } = typeOf([
    attribute('addresses[type eq "work"].formatted', 'string'),
    attribute('addresses[type eq "work"].country', 'string'),
    attribute('addresses[type eq "home"].country', 'string', from),
    attribute('emails[type eq "work"].value', 'string'),
    attribute('emails', 'complex', from),
  ]);
  const words = (name: string) =>
    slots
      .get(name)
      ?.map(({ discriminator, value, subAttributes }) => [discriminator.name, value, subAttributes]);

  it('combine the rows of one element, and not those of another', () => {
    expect(words('addresses')).toEqual([
      ['type', 'work', ['formatted', 'country']],
      ['type', 'home', ['country']],
    ]);
  });

  it('are not listed if another row maps the whole attribute', () => {
    expect(words('emails')).toBeUndefined();
  });
});

describe('the required attributes', () => {
  it('are those that the rows require, in the order of the rows', () => {
    expect(narrowUser.type.required.map(({ path }) => path)).toEqual(narrowUser.rows.map(({ path }) => path));
  });

  it.each([
    { type: typeOf([attribute('userName', 'string'), attribute('title', 'string')]), required: ['userName'] },
    { type: group.type, required: ['displayName', 'externalId'] },
    { type: typeOf([attribute('title', 'string')]), required: [] },
  ])('and mapped attributes that the schema requires: $required', ({ type, required }) => {
    expect(type.required.map(({ path }) => path)).toEqual(required);
  });

  it.each<{ row: MappingRow; name: string; part?: string }>([
    { row: attribute('active', 'boolean', { required: true }), name: 'active' },
    { row: attribute('name.givenName', 'string', { required: true }), name: 'name', part: 'givenName' },
  ])('are marked in the served schema: $name $part', ({ row, name, part }) => {
    const marked = found(typeOf([row]), name);
    expect(marked?.required).toBe(true);
    expect(part === undefined || findAttribute(marked?.subAttributes, part)?.required).toBe(true);
  });

  it('include the attribute of a required sub-attribute, and not its other sub-attributes', () => {
    const type = typeOf([
      attribute('name.givenName', 'string', { required: true }),
      attribute('name.familyName', 'string'),
      attribute(`${ENTERPRISE_USER}:department`, 'string', { required: true }),
      attribute(`${ENTERPRISE_USER}:division`, 'string', from),
    ]);
    const name = found(type, 'name');
    expect([name?.required, ...(name?.subAttributes ?? []).map(({ required }) => required)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(type.extensions.map(({ required }) => required)).toEqual([true]);
  });

  it('include the attribute of a required element, and not the sub-attribute of every element', () => {
    const emails = found(narrowUser.type, 'emails');
    expect(emails?.required).toBe(true);
    expect(findAttribute(emails?.subAttributes, 'value')?.required).toBe(false);
  });

  it.each([
    { required: true, rows: [{ required: true }] },
    { required: false, rows: [{}] },
  ])('make their extension required: $required', ({ required, rows: [options] }) => {
    const { extensions } = typeOf([attribute(`${ENTERPRISE_USER}:department`, 'string', options)]);
    expect(extensions.map((extension) => extension.required)).toEqual([required]);
  });
});

describe('the indexes of a profile are', () => {
  const words = ({ indexes }: ResourceType): string[] =>
    indexes.map(({ path, unique }) => (unique ? `${path} unique` : path));
  const externalId = 'externalId';

  it.each<{ why: string; type: ResourceType; are: string[] }>([
    {
      why: 'filterable and unique attributes, and externalId',
      type: narrowUser.type,
      are: ['userName unique', 'emails[type eq "work"].value', externalId],
    },
    {
      why: 'attributes that the schema makes unique, filterable or not',
      type: typeOf([attribute('userName', 'string')]),
      are: ['userName unique', externalId],
    },
    {
      why: 'attributes that the connector makes unique',
      type: group.type,
      are: ['displayName unique', externalId],
    },
    {
      why: 'a reference, filterable or not, because Entra asks for it',
      type: typeOf([attribute(`${ENTERPRISE_USER}:manager`, 'reference')]),
      are: [`${ENTERPRISE_USER}:manager`, externalId],
    },
    {
      why: 'externalId once, in the place of its row',
      type: typeOf([
        attribute('externalId', 'string', { filterable: true }),
        attribute('title', 'string', { filterable: true }),
      ]),
      are: [externalId, 'title'],
    },
    {
      why: 'externalId even if its row is not filterable',
      type: typeOf([attribute('externalId', 'string')]),
      are: [externalId],
    },
    {
      why: 'a filterable whole attribute by its value, not an unfilterable one',
      type: typeOf([
        attribute('emails', 'complex', { ...from, filterable: true }),
        attribute('ims', 'complex', from),
      ]),
      are: ['emails', externalId],
    },
    {
      why: 'no complex attribute without a value',
      type: typeOf([
        attribute('name', 'complex', from),
        attribute('addresses', 'complex', { ...from, filterable: true }),
      ]),
      are: [externalId],
    },
  ])('$why', ({ type, are }) => {
    expect(words(type)).toEqual(are);
  });

  it.each([
    { name: 'displayName', type: group.type, uniqueness: 'server' },
    { name: 'externalId', type: group.type, uniqueness: 'none' },
    { name: 'userName', type: narrowUser.type, uniqueness: 'server' },
  ])('marked in the served schema: the uniqueness of $name is $uniqueness', ({ name, type, uniqueness }) => {
    expect(found(type, name)?.uniqueness).toBe(uniqueness);
  });
});

it('an extension attribute does not become unique through a core attribute of the same name', () => {
  const custom: Schema = {
    id: 'urn:example:ext:Custom:2.0:User',
    name: 'Custom',
    description: 'Custom',
    attributes: [string('userName', 'Of another system.')],
  };
  const path = `${custom.id}:userName`;
  const rows = [attribute('userName', 'string'), attribute(path, 'string', { ...from, filterable: true })];
  const { indexes } = typeOf(rows, { extensions: [custom] });
  expect(indexes.map(({ path, unique }) => [path, unique])).toEqual([
    ['userName', true],
    [path, false],
    ['externalId', false],
  ]);
});

describe('the rest of a type', () => {
  it('membership is the attribute of the narrowed schema', () => {
    expect(group.type.membership).toBe(found(group.type, 'members'));
    expect(narrowUser.type.membership).toBeUndefined();
  });

  it('a group without a row for members has no membership', () => {
    const { type } = defineProfile(
      userDefinition([attribute('userName', 'string')], { membership: 'members' }),
    );
    expect(type.membership).toBeUndefined();
  });

  it('the connector names the attributes with one primary element', () => {
    expect([...narrowUser.type.solePrimary]).toEqual(['roles']);
    expect([...wholeUser.type.solePrimary]).toEqual([]);
  });

  it('the name and endpoint come from the definition', () => {
    expect(group.type).toMatchObject({ name: 'Group', endpoint: '/Groups', description: 'Group' });
  });
});
