import {
  defaultGroupMapping,
  defaultUserMapping,
  defineProfile,
  didYouMean,
  enterpriseUserSchema,
  readTarget,
  ScimError,
  userSchema,
  type DepartureId,
  type JsonObject,
  type MappingProfile,
  type MappingRow,
  type OutsidePolicy,
  type Resource,
  type ResourceType,
  type Schema,
} from '@scimwright/core';
import type { input, output, ZodObject } from 'zod';
import { checkDefinition } from './check-definition.ts';
import { checkNeededRows } from './check-needed-rows.ts';
import { checkTenantPath } from './check-tenant-path.ts';
import { checkTypes } from './check-types.ts';
import { planDemo, type ConnectorDemo } from './connector-demo.ts';
import type { Connector, UserWish } from './connector.ts';
import { groupSchemaFor } from './group-schema-for.ts';
import type { ResourceDefinition } from './resource-definition.ts';
import type { RolePolicy } from './role-policy.ts';
import { readWith, settingsFor, wrongSettings, type SettingsReading } from './settings-reading.ts';
import type { TokenPolicy } from './token-policy.ts';

/** What a vendor writes down. */
export interface ConnectorDefinition<Settings extends ZodObject> {
  /** A short name, used in URLs: lower-case letters, digits and hyphens. */
  readonly id: string;
  /** The product, as an administrator knows it. */
  readonly displayName: string;
  /** The URL of Microsoft's tutorial for it. */
  readonly tutorial: string;
  /** What differs from customer to customer. */
  readonly settings: Settings;
  /** The rows of the tutorial's user table, in its order and spelling. */
  readonly users: readonly MappingRow[];
  /** The rows of its group table; leave out when the product has no groups. */
  readonly groups?: readonly MappingRow[];
  /**
   * Attributes of your own, as `defineSchema` makes them. A row names one with the URN of its schema:
   * `urn:contoso:params:scim:schemas:extension:access:2.0:User:badge`. What has no row is not there.
   */
  readonly extensions?: {
    readonly users?: readonly Schema[];
    readonly groups?: readonly Schema[];
  };
  /** Resource types of your own, each at an endpoint of its own. Entra provisions none: other clients do. */
  readonly resources?: readonly ResourceDefinition[];
  readonly roles?: RolePolicy<output<Settings>>;
  readonly token: TokenPolicy;
  /**
   * Why you do not take a user now: no seat is left, the domain is not yours. It is asked before a user is created or
   * enabled again; a reason is shown in Entra's log, and nothing is stored. Pure: what it needs is in the wish.
   */
  readonly refuse?: (wish: UserWish<output<Settings>>) => string | undefined;
  /**
   * Why the product has no row for `active`, in a sentence. Entra disables people by `active`: without it, people who
   * leave keep their access until Entra deletes them. The sentence is shown to administrators.
   */
  readonly cannotDisable?: string;
  /** The path of the tenant URL, with `:tenant` for the tenant's name; without it, the token names the tenant. */
  readonly path?: `/${string}`;
  /** What the tutorial leaves open and you decided, in sentences. */
  readonly assumptions?: readonly string[];
  /** `ignore` unless you say otherwise: one stray mapping must not block a deactivation. */
  readonly outside?: OutsidePolicy;
  /**
   * What answers a filter. `indexes`, unless you say otherwise: `eq` on the filterable rows, which is all that Entra
   * asks. `everything`: the whole grammar of RFC 7644 over every row, and sorting; a search document is then stored
   * beside each resource.
   */
  readonly searchedBy?: ResourceType['searchedBy'];
  /** Departures from the RFCs that you do not want to accept. */
  readonly departuresOff?: readonly DepartureId[];
  /** What a demo tenant needs, where `settings` does not accept `{}` or `refuse` does not accept just anybody. */
  readonly demo?: ConnectorDemo<input<Settings>>;
}

/**
 * Makes a connector from a vendor's facts. Everything else is derived from them: the schemas that are served, what is
 * required and filterable, what is indexed, the mapping that Entra runs.
 *
 * @throws Error at once for whatever cannot work, with its place and what to do: `flow: users[3]: unknown attribute
 * "rolez"; did you mean roles?`
 *
 * @example
 * import { z } from 'zod';
 *
 * const flow = defineConnector({
 *   id: 'flow',
 *   displayName: 'Contoso Flow',
 *   tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
 *   settings: z.strictObject({}),
 *   users: [
 *     attribute('userName', 'string', { required: true, filterable: true }),
 *     attribute('active', 'boolean'),
 *   ],
 *   token: supportIssuedToken({ instructions: 'Write to support.', overlapDays: 7 }),
 * });
 */
export function defineConnector<Settings extends ZodObject>(
  definition: ConnectorDefinition<Settings>,
): Connector {
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

function build<Settings extends ZodObject>(definition: ConnectorDefinition<Settings>): Connector {
  const { id, displayName, tutorial, settings, roles, token, refuse } = definition;
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
  const role = roles === undefined ? undefined : roleTarget(users, roles.path);
  const read = (value: unknown): SettingsReading<output<Settings>> => readWith(settings, value);
  const demo = planDemo(definition.demo ?? {}, {
    paths: users.rows.map(({ path }) => path),
    rolePath: role?.path,
    allowedRoles: (value) => {
      const reading = read(value);
      if (reading.kind === 'refused') throw new Error(wrongSettings(displayName, reading.faults));
      return roles?.allowed?.(reading.settings);
    },
  });
  return {
    id,
    displayName,
    tutorial,
    path,
    users,
    groups,
    resources,
    token,
    cannotDisable: definition.cannotDisable,
    assumptions: definition.assumptions ?? [],
    outside: definition.outside ?? 'ignore',
    departuresOff: definition.departuresOff ?? [],
    readSettings(value) {
      const reading = read(value);
      if (reading.kind === 'refused') return reading;
      // What a settings schema yields is stored as JSON, so it has to be JSON.
      return { kind: 'read', settings: JSON.parse(JSON.stringify(reading.settings)) as JsonObject };
    },
    checkUser(user, stored) {
      if (roles?.allowed === undefined || role === undefined) return;
      const known = settingsFor(user, read(stored), displayName);
      const allowed = known && roles.allowed(known);
      if (allowed !== undefined) checkRole(user, role, allowed);
    },
    refuse:
      refuse &&
      ((wish) => {
        const known = settingsFor(wish.user, read(wish.settings), displayName);
        return known && refuse({ ...wish, settings: known });
      }),
    demo,
  };
}

function userProfile<Settings extends ZodObject>({
  users,
  roles,
  refuse,
  searchedBy,
  extensions,
}: ConnectorDefinition<Settings>): MappingProfile {
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
    solePrimary: roles === undefined ? [] : [roles.path.split(/[[.]/, 1).join('')],
    memberOf: { attribute: 'groups', label: 'displayName' },
  });
}

function groupProfile<Settings extends ZodObject>(
  { extensions, resources, searchedBy }: ConnectorDefinition<Settings>,
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
    throw new Error(`roles: no row of users has the path ${path}${didYouMean(path, known)}`);
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
