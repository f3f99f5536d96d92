import type { AttributeType } from '@scimwright/core/schema';

/** The names of SCIM's types in the tutorials. */
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
