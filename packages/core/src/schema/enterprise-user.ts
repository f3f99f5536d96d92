import { complex, reference, string, type Schema } from './attribute.ts';
import { ENTERPRISE_USER } from './urn.ts';

/** The enterprise User extension of RFC 7643 §4.3, with its verified errata. */
export const enterpriseUserSchema: Schema = {
  id: ENTERPRISE_USER,
  name: 'EnterpriseUser',
  description: 'Enterprise User',
  attributes: [
    string('employeeNumber', 'The number the organization gave the person.'),
    string('costCenter', 'The cost center.'),
    string('organization', 'The organization.'),
    string('division', 'The division.'),
    string('department', 'The department.'),
    complex('manager', "The user's manager.", [
      string('value', "The id of the manager's User.", { caseExact: true }),
      reference('$ref', "The URI of the manager's User.", { referenceTypes: ['User'] }),
      string('displayName', "The manager's name.", { mutability: 'readOnly' }),
    ]),
  ],
};
