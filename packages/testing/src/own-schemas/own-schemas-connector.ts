import { attribute, defineConnector, supportIssuedToken } from '@scimwright/connector-kit';
import { z } from 'zod';
import { declaredExtension, declaredSchema, declaredType } from '@scimwright/conformance';

const unmapped = { unmapped: true };
const own = (name: string): string => `${declaredExtension.id}:${name}`;

/**
 * A connector of a made-up dockyard that declares schemas of its own: an extension of users, and a resource type. The `declared`
 * tenant of a conformance target is one of its tenants.
 *
 * @example
 * ownSchemasConnector.resources.map(({ type }) => type.endpoint); // ['/Lockers']
 */
export const ownSchemasConnector = defineConnector({
  id: 'dockyard',
  displayName: 'Norrvik Dockyard',
  tutorial: 'https://norrvik.example/dockyard',
  settings: z.strictObject({}),
  extensions: { users: [declaredExtension] },
  users: [
    attribute('userName', 'string', { required: true, filterable: true }),
    attribute('active', 'boolean'),
    attribute('displayName', 'string'),
    attribute('title', 'string', unmapped),
    attribute('emails[type eq "work"].value', 'string', { filterable: true }),
    attribute('externalId', 'string', { filterable: true }),
    attribute(own('badge'), 'string', { from: 'employeeId', filterable: true }),
    attribute(own('payNumber'), 'integer', unmapped),
    attribute(own('grade'), 'integer', { ...unmapped, filterable: true }),
    attribute(own('rate'), 'decimal', unmapped),
    attribute(own('hired'), 'dateTime', { from: 'employeeHireDate', filterable: true }),
    attribute(own('shift'), 'string', unmapped),
    attribute(own('photoKey'), 'binary', unmapped),
    attribute(own('remark'), 'string', unmapped),
    attribute(own('colour'), 'string', unmapped),
    attribute(own('post'), 'complex', unmapped),
    attribute(own('licences'), 'complex', unmapped),
  ],
  groups: [
    attribute('displayName', 'string', { required: true, filterable: true }),
    attribute('externalId', 'string', { filterable: true }),
    attribute('members', 'reference'),
  ],
  resources: [
    {
      ...declaredType,
      schema: declaredSchema,
      rows: [
        attribute('number', 'string', { filterable: true }),
        attribute('size', 'integer'),
        attribute('opened', 'dateTime'),
        attribute('serial', 'string'),
        attribute('hint', 'string'),
        attribute('tags', 'string'),
        attribute('owner', 'reference'),
        attribute('externalId', 'string', { filterable: true }),
      ],
    },
  ],
  searchedBy: 'everything',
  token: supportIssuedToken({ instructions: 'Write to the dockyard and ask for a token.', overlapDays: 3 }),
});
