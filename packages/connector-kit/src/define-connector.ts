import {
  defaultGroupMapping,
  defaultUserMapping,
  defineProfile,
  didYouMean,
  enterpriseUserSchema,
  readTarget,
  ScimError,
  userSchema,
  type MappingProfile,
  type MappingRow,
  type Resource,
  type ResourceType,
} from '@scimwright/core';
import type { output, ZodObject } from 'zod';
import { assumptionsOf } from './assumptions-of.ts';
import { checkDefinition } from './check-definition.ts';
import { checkNeededRows } from './check-needed-rows.ts';
import { checkTenantPath } from './check-tenant-path.ts';
import { checkTypes } from './check-types.ts';
import { planDemo } from './connector-demo.ts';
import type { ConnectorDefinition } from './connector-definition.ts';
import type { Connector } from './connector.ts';
import { groupSchemaFor } from './group-schema-for.ts';
import type { ResourceDefinition } from './resource-definition.ts';
import type { UserOf } from './rows-to-types.ts';
import { noSettings, readWith, settingsFor, wrongSettings, type NoSettings } from './settings-reading.ts';

/**
 * Makes a connector from a vendor's facts. Everything else is derived from them: the schemas that are served, what is
 * required and filterable, what is indexed, the mapping that Entra runs.
 *
 * @throws Error at once for whatever cannot work, with its place and what to do: `flow: users[3]: unknown attribute
 * "rolez"; did you mean roles?`
 *
 * @example
 * const flow = defineConnector({
 *   id: 'flow',
 *   displayName: 'Contoso Flow',
 *   tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
 *   users: [
 *     attribute('userName', 'string', { required: true, filterable: true }),
 *     attribute('active', 'boolean'),
 *   ],
 *   token: supportIssuedToken({ instructions: 'Write to support.' }),
 * });
 */
export function defineConnector<
  const Id extends string,
  UserRow extends MappingRow,
  GroupRow extends MappingRow = never,
  Settings extends ZodObject = NoSettings,
>(
  definition: ConnectorDefinition<Settings, Id, UserRow, GroupRow>,
): Connector<output<Settings>, Id, UserRow, GroupRow> {
  try {
    checkDefinition(definition);
    return build(definition);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new Error(`${nameOf(definition)}: ${problem}`, { cause: error });
  }
}

/** JavaScript may bring anything. */
function nameOf(definition: unknown): string {
  const isNamed = typeof definition === 'object' && definition !== null && 'id' in definition;
  return isNamed && typeof definition.id === 'string' && definition.id !== ''
    ? definition.id
    : 'defineConnector';
}

function build<
  Settings extends ZodObject,
  Id extends string,
  UserRow extends MappingRow,
  GroupRow extends MappingRow,
>(
  definition: ConnectorDefinition<Settings, Id, UserRow, GroupRow>,
): Connector<output<Settings>, Id, UserRow, GroupRow> {
  const { id, displayName, tutorial, singleRole, token, refuse } = definition;
  if (!/^[a-z][a-z0-9-]*$/.test(id)) throw new Error('the id must be lower-case letters, digits and hyphens');
  const users = userProfile(definition);
  const groups = definition.groups && groupProfile(definition, definition.groups);
  const path = definition.path ?? `/${id}/:tenant/scim/v2`;
  checkTenantPath(path);
  checkNeededRows({ users, groups, cannotDisable: definition.cannotDisable });
  const resources = (definition.resources ?? []).map((resource) =>
    ownProfile(resource, definition.searchedBy),
  );
  checkTypes({ users, groups, resources });
  if (users.type.memberOf !== undefined && groups === undefined) {
    throw new Error('users: groups are shown from the members of groups, and there are no groups');
  }
  const role = singleRole && roleTarget(users, singleRole.path);
  // A definition without settings has those of `NoSettings`, which TypeScript cannot see here.
  const schema = definition.settings ?? (noSettings as ZodObject as Settings);
  const connector: Connector<output<Settings>, Id, UserRow, GroupRow> = {
    id,
    displayName,
    tutorial,
    path,
    users: users as MappingProfile<UserRow>,
    groups: groups as MappingProfile<GroupRow> | undefined,
    resources,
    singleRole: singleRole && { path: singleRole.path, isLimited: singleRole.allowed !== undefined },
    token,
    cannotDisable: definition.cannotDisable,
    assumptions: assumptionsOf(definition),
    outside: definition.outside ?? 'ignore',
    departuresOff: definition.departuresOff ?? [],
    readSettings: (value) => readWith(schema, value),
    checkUser(user, settings) {
      if (singleRole?.allowed === undefined || role === undefined) return;
      const known = settingsFor(user, settings, displayName);
      const allowed = known && singleRole.allowed(known);
      if (allowed !== undefined) checkRole(user, role, allowed);
    },
    ...(refuse && {
      refuse(wish) {
        const settings = settingsFor(wish.user, wish.settings, displayName);
        // The rows were checked before: the user has what is required.
        const user = wish.user as UserOf<UserRow>;
        return settings && refuse({ ...wish, user, settings });
      },
    }),
    demo: planDemo(definition.demo ?? {}, {
      paths: users.rows.map((row) => row.path),
      rolePath: role?.path,
      allowedRoles(value) {
        const reading = readWith(schema, value);
        if (reading.kind === 'refused') throw new Error(wrongSettings(displayName, reading.faults));
        return singleRole?.allowed?.(reading.settings);
      },
    }),
  };
  return connector;
}

/** What the profiles are made of, which is nobody's type parameter. */
interface Rules {
  readonly users: readonly MappingRow[];
  readonly singleRole?: { readonly path: string };
  readonly refuse?: unknown;
  readonly searchedBy?: ResourceType['searchedBy'];
  readonly extensions?: ConnectorDefinition['extensions'];
  readonly resources?: readonly ResourceDefinition[];
}

function userProfile({ users, singleRole, refuse, searchedBy, extensions }: Rules): MappingProfile {
  return defineProfile({
    name: 'User',
    endpoint: '/Users',
    schema: userSchema,
    extensions: [enterpriseUserSchema, ...(extensions?.users ?? [])],
    rows: users,
    ...(searchedBy && { searchedBy }),
    sources: defaultUserMapping,
    matchedBy: 'userName',
    // A vendor that refuses by the number of users has them counted.
    indexed: refuse === undefined ? [] : ['active'],
    solePrimary: singleRole === undefined ? [] : [singleRole.path.split(/[[.]/, 1).join('')],
    memberOf: { attribute: 'groups', label: 'displayName' },
  });
}

function groupProfile(
  { extensions, resources, searchedBy }: Rules,
  rows: readonly MappingRow[],
): MappingProfile {
  return defineProfile({
    name: 'Group',
    endpoint: '/Groups',
    schema: groupSchemaFor((resources ?? []).map(({ name }) => name)),
    extensions: extensions?.groups ?? [],
    rows,
    ...(searchedBy && { searchedBy }),
    sources: defaultGroupMapping,
    matchedBy: 'displayName',
    // Entra matches groups by name, so two of one name would be one to it (RFC 7643 does not ask for this).
    unique: ['displayName'],
    membership: 'members',
  });
}

function ownProfile(
  { name, endpoint, schema, extensions = [], rows }: ResourceDefinition,
  searchedBy: ResourceType['searchedBy'] | undefined,
): MappingProfile {
  return defineProfile({ name, endpoint, schema, extensions, rows, ...(searchedBy && { searchedBy }) });
}

type Role = MappingProfile['rows'][number];

function roleTarget({ rows }: MappingProfile, path: string): Role {
  const row = rows.find((candidate) => candidate.path === path);
  if (row === undefined) {
    const known = rows.map((one) => one.path);
    throw new Error(`singleRole: no row of users has the path ${path}${didYouMean(path, known)}`);
  }
  return row;
}

function checkRole(user: Resource, { target, path }: Role, allowed: readonly string[]): void {
  const isKnown = readTarget(user, target).every((value) => allowed.includes(String(value)));
  if (isKnown) return;
  throw new ScimError(
    'invalidValue',
    `${path} names a role that this tenant does not have. It has ${allowed.join(', ')}: assign one of these app roles in Entra.`,
    { path },
  );
}
