import type { Disagreement } from '../disagreement.fixture.ts';

/** An attribute of a published schema, and one of its characteristics. */
export interface SchemaAsk {
  readonly schema: 'User' | 'Group' | 'EnterpriseUser' | 'ServiceProviderConfig';
  readonly attribute: string;
  readonly characteristic: 'presence' | 'caseExact' | 'uniqueness' | 'canonicalValues' | 'referenceTypes';
}

/** A difference in an attribute of a schema. */
export type SchemaRow = Disagreement<string, SchemaAsk, unknown> & { readonly library: 'scimmy' };

type Said = Pick<SchemaRow, 'theirs' | 'ours' | 'right' | 'by' | 'why'>;

const row = (
  schema: SchemaAsk['schema'],
  attribute: string,
  characteristic: SchemaAsk['characteristic'],
  said: Said,
): SchemaRow => ({
  library: 'scimmy',
  about: `${characteristic} of ${attribute}`,
  ask: { schema, attribute, characteristic },
  ...said,
});

const exact: Said = {
  theirs: false,
  ours: true,
  right: 'we',
  by: 'AMB-49',
  why: 'RFC 7643 §2.3.7: references are caseExact, and so are ids',
};
const notOffered: Said = {
  theirs: 'there',
  ours: 'not there',
  right: 'either',
  by: '7643-7-02',
  why: 'the template has no row for it, but a connector may have one',
};

/** The differences between the schemas of the template and those of a library. */
export const schemaRows: readonly SchemaRow[] = [
  row('User', 'profileUrl', 'caseExact', exact),
  row('User', 'photos.value', 'caseExact', exact),
  row('User', 'groups.value', 'caseExact', exact),
  row('User', 'groups.$ref', 'caseExact', exact),
  row('User', 'groups.$ref', 'referenceTypes', {
    theirs: ['User', 'Group'],
    ours: ['Group'],
    right: 'we',
    by: '7643-8.7-01',
    why: 'erratum 8471 of RFC 7643: it refers only to groups',
  }),
  row('Group', 'members.value', 'caseExact', exact),
  row('Group', 'members.$ref', 'caseExact', exact),
  row('EnterpriseUser', 'manager.value', 'caseExact', exact),
  row('EnterpriseUser', 'manager.$ref', 'caseExact', exact),
  row('User', 'ims.type', 'canonicalValues', {
    theirs: ['aim', 'gtalk', 'icq', 'xmpp', 'msn', 'skype', 'qq', 'yahoo'],
    ours: ['aim', 'gtalk', 'icq', 'xmpp', 'msn', 'skype', 'qq', 'yahoo', 'other'],
    right: 'we',
    by: 'AMB-59',
    why: 'RFC 7643 §4.1.2 also names "other"',
  }),
  row('User', 'entitlements.type', 'canonicalValues', {
    theirs: undefined,
    ours: ['other'],
    right: 'either',
    by: '7643-2.3.1-01',
    why: 'Entra derives target attributes from these values',
  }),
  row('User', 'roles.type', 'canonicalValues', {
    theirs: [],
    ours: ['WindowsAzureActiveDirectoryRole'],
    right: 'either',
    by: '7643-2.3.1-01',
    why: 'Entra derives target attributes from these values',
  }),
  row('User', 'x509Certificates.type', 'canonicalValues', {
    theirs: [],
    ours: ['other'],
    right: 'either',
    by: '7643-2.3.1-01',
    why: 'Entra derives target attributes from these values',
  }),
  row('Group', 'displayName', 'uniqueness', {
    theirs: 'none',
    ours: 'server',
    right: 'either',
    by: 'AMB-44',
    why: '',
  }),
  row('User', 'addresses.display', 'presence', {
    theirs: 'not there',
    ours: 'there',
    right: 'we',
    by: 'AMB-59',
    why: 'RFC 7643 §2.4 has it in every multi-valued attribute',
  }),
  row('User', 'externalId', 'presence', {
    theirs: 'not there',
    ours: 'there',
    right: 'either',
    by: 'AMB-59',
    why: 'RFC 7643 §3.1 leaves it out of the schemas, but Entra looks for it there',
  }),
  row('Group', 'externalId', 'presence', {
    theirs: 'not there',
    ours: 'there',
    right: 'either',
    by: 'AMB-59',
    why: 'RFC 7643 §3.1 leaves it out of the schemas, but Entra looks for it there',
  }),
  row('User', 'password', 'presence', notOffered),
  row('Group', 'members.display', 'presence', notOffered),
  ...[
    'pagination',
    'pagination.cursor',
    'pagination.index',
    'pagination.defaultPaginationMethod',
    'pagination.defaultPageSize',
    'pagination.maxPageSize',
    'pagination.cursorTimeout',
  ].map((name) =>
    row('ServiceProviderConfig', name, 'presence', {
      theirs: 'not there',
      ours: 'there',
      right: 'we',
      by: '9865-4-01',
      why: 'RFC 9865 is newer than the library',
    }),
  ),
  row('ServiceProviderConfig', 'authenticationSchemes.primary', 'presence', {
    theirs: 'not there',
    ours: 'there',
    right: 'we',
    by: 'AMB-59',
    why: 'the example in RFC 7643 §8.5 has it',
  }),
];
