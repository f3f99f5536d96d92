import { defineSchema, type Schema } from '@scimwright/core/schema';

/**
 * An extension of users with every kind of attribute that a vendor may declare. The `declared` tenant of a target has all
 * of it, and requires it.
 */
export const declaredExtension: Schema = defineSchema({
  id: 'urn:scimwright:params:scim:schemas:extension:dockyard:2.0:User',
  name: 'Dockyard',
  description: 'What a dockyard knows of a person',
  attributes: [
    {
      name: 'badge',
      description: 'The number on the badge, which stays.',
      required: true,
      caseExact: true,
      mutability: 'immutable',
    },
    { name: 'payNumber', description: 'The number in the payroll.', type: 'integer', uniqueness: 'server' },
    { name: 'grade', description: 'The grade.', type: 'integer' },
    { name: 'rate', description: 'The rate of an hour.', type: 'decimal' },
    { name: 'hired', description: 'When they were hired.', type: 'dateTime' },
    {
      name: 'shift',
      description: 'The shift that is begun with, whatever letters it is written in.',
      mutability: 'immutable',
    },
    { name: 'photoKey', description: 'The key of the photo.', type: 'binary' },
    { name: 'remark', description: 'What to know of the person.', returned: 'request' },
    { name: 'colour', description: 'The colour of the helmet.', returned: 'always' },
    {
      name: 'post',
      description: 'Where they work.',
      type: 'complex',
      subAttributes: [
        { name: 'quay', description: 'The quay.' },
        { name: 'code', description: 'The code of the post, which stays.', mutability: 'immutable' },
      ],
    },
    {
      name: 'licences',
      description: 'What they may drive.',
      type: 'complex',
      multiValued: true,
      subAttributes: [
        { name: 'value', description: 'The name of the licence.', required: true },
        { name: 'type', description: 'What it is for.', canonicalValues: ['crane', 'forklift', 'other'] },
        { name: 'primary', description: 'Whether it is the one that is shown.', type: 'boolean' },
        { name: 'level', description: 'The level.', type: 'integer' },
        { name: 'until', description: 'When it ends.', type: 'dateTime' },
        { name: 'number', description: 'The number, which stays.', mutability: 'immutable' },
        { name: 'remark', description: 'What to know of it.', returned: 'request' },
      ],
    },
  ],
});

/** A resource type that RFC 7643 does not have: its name and endpoint. */
export const declaredType = { name: 'Locker', endpoint: '/Lockers' } as const;

/** The schema of `declaredType`. */
export const declaredSchema: Schema = defineSchema({
  id: 'urn:scimwright:params:scim:schemas:dockyard:2.0:Locker',
  name: 'Locker',
  description: 'A locker of the dockyard',
  attributes: [
    { name: 'number', description: 'The number on the door.', required: true, uniqueness: 'server' },
    { name: 'size', description: 'The size in litres.', type: 'integer' },
    { name: 'opened', description: 'When it was last opened.', type: 'dateTime' },
    { name: 'serial', description: 'The number of the lock, which stays.', mutability: 'immutable' },
    { name: 'hint', description: 'What helps to remember the code.', returned: 'request' },
    { name: 'tags', description: 'What it is called.', multiValued: true },
    {
      name: 'owner',
      description: 'Whose it is.',
      type: 'complex',
      subAttributes: [
        { name: 'value', description: 'The id of the User.', caseExact: true },
        { name: '$ref', description: 'The URI of the User.', type: 'reference', referenceTypes: ['User'] },
      ],
    },
  ],
});
