import type { AttributeType } from '@scimwright/core/schema';

/** The types of SCIM as the tutorials name them. */
export const typeNames: Readonly<Record<AttributeType, string>> = {
  string: 'String',
  boolean: 'Boolean',
  integer: 'Integer',
  decimal: 'Decimal',
  dateTime: 'DateTime',
  binary: 'Binary',
  reference: 'Reference',
  complex: 'Complex',
};
