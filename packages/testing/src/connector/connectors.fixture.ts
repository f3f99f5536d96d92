import {
  attribute,
  defineConnector,
  defineSchema,
  supportIssuedToken,
  type MappingRow,
  type MappingRowOptions,
} from '@scimwright/connector-kit';
import { z } from 'zod';
import type { EntraTable, TableRow } from './connector-facts.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const BERTH = 'urn:norrvik:scim:schemas:extension:berth:2.0:User';
const PRIMARY_ROLE = 'roles[primary eq "True"].value';

const string = (path: string, options: MappingRowOptions = {}): MappingRow =>
  attribute(path, 'string', options);
const filterable = { filterable: true };

/** The table that a tutorial would print for these rows. */
function tableOf(source: string, users: readonly MappingRow[], groups?: readonly MappingRow[]): EntraTable {
  const names: Readonly<Record<string, string>> = {
    string: 'String',
    boolean: 'Boolean',
    reference: 'Reference',
    complex: 'Complex',
    integer: 'Integer',
  };
  const printed = (rows: readonly MappingRow[]): readonly TableRow[] =>
    rows.map(({ path, type, filterable = false, required = false }) => ({
      attribute: path,
      type: names[type] ?? type,
      filterable,
      required,
    }));
  return { source, date: '2026-01-31', users: printed(users), ...(groups && { groups: printed(groups) }) };
}

const harbourUsers: readonly MappingRow[] = [
  string('userName', { required: true, filterable: true }),
  attribute('active', 'boolean'),
  string('displayName', { required: true }),
  string('title'),
  string('preferredLanguage'),
  string('emails[type eq "work"].value', filterable),
  string('name.givenName'),
  string('name.familyName'),
  string('name.formatted'),
  string('addresses[type eq "work"].formatted'),
  string('addresses[type eq "work"].streetAddress'),
  string('addresses[type eq "work"].locality'),
  string('addresses[type eq "work"].region'),
  string('addresses[type eq "work"].postalCode'),
  string('addresses[type eq "work"].country'),
  string('phoneNumbers[type eq "work"].value'),
  string('phoneNumbers[type eq "mobile"].value'),
  string('phoneNumbers[type eq "fax"].value'),
  string('externalId', filterable),
  string(PRIMARY_ROLE, { from: 'SingleAppRoleAssignment([appRoleAssignments])' }),
  string(`${ENTERPRISE}:employeeNumber`),
  string(`${ENTERPRISE}:organization`, { from: 'companyName' }),
  string(`${ENTERPRISE}:department`),
  attribute(`${ENTERPRISE}:manager`, 'reference'),
  attribute(`${BERTH}:quay`, 'integer', { from: 'extensionAttribute1' }),
  attribute(`${BERTH}:permits`, 'string', { from: 'extensionAttribute2' }),
];

/** Attributes of people in the harbour that RFC 7643 does not have. */
const berthSchema = defineSchema({
  id: BERTH,
  name: 'Berth',
  description: 'Where somebody works in the harbour',
  attributes: [
    { name: 'quay', description: 'The number of the quay.', type: 'integer' },
    { name: 'permits', description: 'What is permitted there.', type: 'string', multiValued: true },
  ],
});

const harbourGroups: readonly MappingRow[] = [
  string('displayName', { required: true, filterable: true }),
  string('externalId', filterable),
  attribute('members', 'reference'),
];

/** A made-up product with all attributes that Entra maps by default, and one role for each user. */
export const harbour = defineConnector({
  id: 'harbour',
  displayName: 'Norrvik Harbour',
  tutorial: 'https://norrvik.example/harbour',
  settings: z.strictObject({}),
  extensions: { users: [berthSchema] },
  users: harbourUsers,
  groups: harbourGroups,
  singleRole: { path: PRIMARY_ROLE },
  token: supportIssuedToken({
    instructions: 'Write to the harbour office and ask for a token.',
    overlapDays: 3,
  }),
});

export const harbourTable = tableOf(harbour.tutorial, harbourUsers, harbourGroups);

const crewUsers: readonly MappingRow[] = [
  string('userName', { required: true, filterable: true }),
  string('displayName'),
  attribute('active', 'boolean'),
  string('emails[type eq "work"].value'),
  attribute('roles', 'complex', { from: 'AppRoleAssignmentsComplex([appRoleAssignments])' }),
];

/** Another made-up product: only users, several roles for each user, limited seats, and the letter of the RFC. */
export const crew = defineConnector({
  id: 'crew',
  displayName: 'Norrvik Crew',
  tutorial: 'https://norrvik.example/crew',
  settings: z.strictObject({}),
  users: crewUsers,
  token: supportIssuedToken({
    entitlement: 'crew-api',
    instructions: 'Ask the crew office for a subscription with the API.',
    overlapDays: 1,
  }),
  refuse: ({ activeUsers }) => (activeUsers < 500 ? undefined : 'All 500 berths are taken.'),
  unmapped: 'refuse',
  departuresOff: ['unquoted-operand'],
});

export const crewTable = tableOf(crew.tutorial, crewUsers);

const quayUsers: readonly MappingRow[] = [
  string('userName', { required: true, filterable: true }),
  string('displayName'),
];

/** A made-up product that cannot disable users. */
export const quay = defineConnector({
  id: 'quay',
  displayName: 'Norrvik Quay',
  tutorial: 'https://norrvik.example/quay',
  settings: z.strictObject({}),
  users: quayUsers,
  cannotDisable: 'The quay has no accounts that are off: whoever leaves is deleted.',
  token: supportIssuedToken({ instructions: 'Ask the quay office for a token.', overlapDays: 1 }),
});

export const quayTable = tableOf(quay.tutorial, quayUsers);
