import { ScimError, type Resource, type ResourceType } from '@scimwright/core';
import {
  defaultGroupMapping,
  defaultUserMapping,
  defineProfile,
  didYouMean,
  type MappingProfile,
  type MappingRow,
} from '@scimwright/core/profile';
import {
  enterpriseUserSchema,
  groupSchema,
  userSchema,
  type Attribute,
  type Schema,
} from '@scimwright/core/schema';
import { readTarget } from '@scimwright/core/resource';
import type { output, ZodObject } from 'zod';
import { assumptionsOf } from './assumptions-of.ts';
import { checkDefinition } from './check-definition.ts';
import { checkNeededRows } from './check-needed-rows.ts';
import { checkTypes } from './check-types.ts';
import { planDemo } from './connector-demo.ts';
import type { ConnectorDefinition } from './connector-definition.ts';
import type { Connector } from './connector.ts';
import type { ResourceDefinition } from './resource-definition.ts';
import type { UserOf } from './rows-to-types.ts';
import {
  noSettings,
  readWith,
  settingsFor,
  describeWrongSettings,
  type NoSettings,
} from './parsed-settings.ts';

/**
 * Makes a connector from the facts of a product. Schemas, validation, indexes and Entra's attribute mapping are derived from
 * them.
 *
 * @throws Error for a mistake, with its place and the remedy: `flow: users[3]: unknown attribute "rolez"; did you mean
 * roles?`
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

/** The id of the connector, as far as JavaScript has written one. */
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
  if (!/^[a-z][a-z0-9-]*$/.test(id))
    throw new Error('the id must be a lower-case letter, then lower-case letters, digits and hyphens');
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
    throw new Error(
      'users: the row for groups needs the group table, from whose members it is computed: add groups, or remove the row',
    );
  }
  const role = singleRole && roleTarget(users, singleRole.path);
  // Without `settings`, the type is `NoSettings`. TypeScript cannot infer that here.
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
    unmapped: definition.unmapped ?? 'ignore',
    departuresOff: definition.departuresOff ?? [],
    parseSettings: (value) => readWith(schema, value),
    checkUser(user, settings) {
      if (singleRole?.allowed === undefined || role === undefined) return;
      const known = settingsFor(user, settings, displayName);
      const allowed = known && singleRole.allowed(known);
      if (allowed !== undefined) checkRole(user, role, allowed);
    },
    ...(refuse && {
      refuse(wish) {
        const settings = settingsFor(wish.user, wish.settings, displayName);
        // The user has passed `checkResource`, so it has what the rows require.
        const user = wish.user as UserOf<UserRow>;
        return settings && refuse({ ...wish, user, settings });
      },
    }),
    demo: planDemo(definition.demo ?? {}, {
      paths: users.rows.map((row) => row.path),
      rolePath: role?.path,
      allowedRoles(value) {
        const parsed = readWith(schema, value);
        if (parsed.kind === 'refused') throw new Error(describeWrongSettings(displayName, parsed.faults));
        return singleRole?.allowed?.(parsed.settings);
      },
    }),
  };
  return connector;
}

/** Characters that no server or proxy decodes. */
const SEGMENT = /^[A-Za-z0-9._~-]+$/;

/**
 * Checks the path of the Tenant URL: plain segments, and at most one `:tenant` for the name of the tenant.
 *
 * @throws Error with the mistake and the remedy
 */
function checkTenantPath(path: string): void {
  if (!path.startsWith('/')) throw new Error(`path: "${path}" has no slash at the start: write "/${path}"`);
  if (path.endsWith('/')) {
    throw new Error(`path: "${path}" has a slash at the end: remove it, because Entra adds /Users`);
  }
  const segments = path.slice(1).split('/');
  const odd = segments.find((segment) => segment !== ':tenant' && !SEGMENT.test(segment));
  if (odd !== undefined) {
    throw new Error(
      odd.startsWith(':')
        ? `path: "${path}" has ${odd}: write :tenant for the name of the tenant`
        : `path: "${path}" has the segment "${odd}": use letters, digits, and . _ ~ - only`,
    );
  }
  if (segments.filter((segment) => segment === ':tenant').length > 1) {
    throw new Error(`path: "${path}" has :tenant twice: remove one`);
  }
}

/** The part of a definition that makes the profiles, without its type parameters. */
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
    // `refuse` gets the number of active users.
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
    // Entra matches groups by name, so two groups with one name would be one to it. RFC 7643 does not require this.
    unique: ['displayName'],
    membership: 'members',
  });
}

/** The group schema, with members of more resource types than users and groups. */
function groupSchemaFor(types: readonly string[]): Schema {
  if (types.length === 0) return groupSchema;
  const withTypes = ({ referenceTypes, canonicalValues, ...rest }: Attribute): Attribute => ({
    ...rest,
    ...(canonicalValues && { canonicalValues: [...canonicalValues, ...types] }),
    ...(referenceTypes && { referenceTypes: [...referenceTypes, ...types] }),
  });
  const attributes = groupSchema.attributes.map((attribute) =>
    attribute.name === 'members' && attribute.subAttributes !== undefined
      ? { ...attribute, subAttributes: attribute.subAttributes.map(withTypes) }
      : attribute,
  );
  return { ...groupSchema, attributes };
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
    throw new Error(`singleRole: users has no row with the path ${path}${didYouMean(path, known)}`);
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
