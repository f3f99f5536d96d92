import { complex, dateTime, reference, string, type Attribute } from './attribute.ts';

const readOnly = { mutability: 'readOnly' } as const;

/** `id`, `externalId`, `meta` and `schemas`: part of every resource, whatever its schema says (RFC 7643 §3.1). */
export const commonAttributes: readonly Attribute[] = [
  reference('schemas', 'URNs of the schemas in use.', {
    ...readOnly,
    multiValued: true,
    returned: 'always',
    caseExact: false,
  }),
  string('id', 'The identifier that the service provider gave the resource.', {
    ...readOnly,
    caseExact: true,
    returned: 'always',
    uniqueness: 'server',
  }),
  string('externalId', 'The identifier that the provisioning client gave the resource.', { caseExact: true }),
  complex(
    'meta',
    'Metadata that the service provider keeps.',
    [
      string('resourceType', 'The name of the resource type.', { ...readOnly, caseExact: true }),
      dateTime('created', 'When the resource was created.', readOnly),
      dateTime('lastModified', 'When the resource last changed.', readOnly),
      reference('location', 'The URI of the resource.', readOnly),
      string('version', 'The version, equal to the ETag.', { ...readOnly, caseExact: true }),
    ],
    readOnly,
  ),
];
