import { complex, reference, string, type Schema } from './attribute.ts';
import { GROUP } from './urn.ts';

/** The core Group schema of RFC 7643 §4.2 and §8.7.1, with its verified errata. */
export const groupSchema: Schema = {
  id: GROUP,
  name: 'Group',
  description: 'Group',
  attributes: [
    string('displayName', 'The name of the group.', { required: true }),
    complex(
      'members',
      'The members of the group.',
      [
        string('value', 'The id of the member.', { mutability: 'immutable', caseExact: true }),
        reference('$ref', 'The URI of the member.', {
          mutability: 'immutable',
          referenceTypes: ['User', 'Group'],
        }),
        string('type', 'The resource type of the member.', {
          mutability: 'immutable',
          canonicalValues: ['User', 'Group'],
        }),
      ],
      { multiValued: true },
    ),
  ],
};
