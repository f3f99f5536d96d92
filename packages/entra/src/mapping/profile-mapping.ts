import type { BoundRow, MappingProfile } from '@scimwright/core/profile';
import {
  attribute,
  defaultGroupMapping,
  defaultUserMapping,
  defineProfile,
  type ProfileDefinition,
} from '@scimwright/core/profile';
import { parseAttributePath } from '@scimwright/core/path';
import {
  enterpriseUserSchema,
  findAttribute,
  groupSchema,
  userSchema,
  type AttributeType,
} from '@scimwright/core/schema';
import type {
  AttributeMapping,
  ObjectMapping,
  ProvisioningMapping,
  SourceKind,
  TargetAttribute,
} from './mapping.ts';
import type { ScopingClause } from '../scoping/scoping-filter.ts';
import { readSource } from './read-source.ts';
import { sourceAttributes } from './source-attributes.ts';

/** The mapping profiles of an application; a connector has them. */
export interface Profiles {
  readonly users: MappingProfile;
  /** Undefined if it has no groups. */
  readonly groups: MappingProfile | undefined;
}

/**
 * The mappings that a connector's tutorial tells an administrator to make: its rows with their sources, without scoping filters.
 *
 * @throws ExpressionError when a row has an expression that cannot be parsed
 *
 * @example
 * profileMapping(defaultProfiles()).groups?.attributes.length; // 3
 */
export function profileMapping({ users, groups }: Profiles): ProvisioningMapping {
  return { users: objectMapping('User', users), groups: groups && objectMapping('Group', groups) };
}

/**
 * Leaves out of scope whom the application would refuse: who has no value for a required attribute. An administrator does it by a scoping
 * filter with a clause `IS NOT NULL` for each.
 *
 * @param profiles - the profiles that the mapping was made from
 *
 * @example
 * const profiles = defaultProfiles();
 * scopeToComplete(profileMapping(profiles), profiles).users.scope.length; // 0, since no attribute is required
 */
export function scopeToComplete(mapping: ProvisioningMapping, { users }: Profiles): ProvisioningMapping {
  const required = new Set(users.rows.filter((row) => row.required).map(({ path }) => path));
  const clauses = mapping.users.attributes
    .filter(({ target, source }) => required.has(target.path) && source.kind === 'direct')
    .flatMap(({ source }) => sourceAttributes(source))
    .map((attribute): ScopingClause => ({ attribute, operator: 'IS NOT NULL', value: undefined }));
  if (clauses.length === 0) return mapping;
  const before =
    mapping.users.scope.length === 0 ? [{ title: 'Complete', clauses: [] }] : mapping.users.scope;
  const scope = before.map((filter) => ({ ...filter, clauses: [...filter.clauses, ...clauses] }));
  return { ...mapping, users: { ...mapping.users, scope } };
}

/**
 * The mappings with which Entra begins for an application that is not in its gallery.
 *
 * @see https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes
 *
 * @example
 * defaultMapping().users.attributes.find(({ matching }) => matching === 1)?.target.path; // 'userName'
 */
export function defaultMapping(): ProvisioningMapping {
  return profileMapping(defaultProfiles());
}

/**
 * The profiles of an application that has every attribute of the default mapping, and no other.
 *
 * @example
 * defaultProfiles().users.type.name; // 'User'
 */
export function defaultProfiles(): Profiles {
  return {
    users: defaultProfile({
      name: 'User',
      endpoint: '/Users',
      schema: userSchema,
      extensions: [enterpriseUserSchema],
      sources: defaultUserMapping,
      matchedBy: 'userName',
    }),
    groups: defaultProfile({
      name: 'Group',
      endpoint: '/Groups',
      schema: groupSchema,
      extensions: [],
      sources: defaultGroupMapping,
      matchedBy: 'displayName',
      membership: 'members',
    }),
  };
}

function defaultProfile(
  definition: Omit<ProfileDefinition, 'rows'> & { readonly sources: ReadonlyMap<string, string> },
) {
  const rows = [...definition.sources.keys()].map((path) => attribute(path, typeOf(path, definition)));
  return defineProfile({ ...definition, rows });
}

/** The type that a row for this path has: a complex attribute that Entra writes as a whole is a reference. */
function typeOf(
  path: string,
  { schema, extensions }: Pick<ProfileDefinition, 'schema' | 'extensions'>,
): TargetAttribute['type'] {
  const { schema: urn, name, sub } = parseAttributePath(path.replace(/\[[^[\]]*\]/, '')) ?? { name: path };
  const owner = extensions.find(({ id }) => id === urn) ?? schema;
  const found = findAttribute(owner.attributes, name);
  const { type = 'string' } = (sub === undefined ? found : findAttribute(found?.subAttributes, sub)) ?? {};
  return type === 'complex' ? 'reference' : type;
}

function objectMapping(source: SourceKind, { rows }: MappingProfile): ObjectMapping {
  return {
    source,
    isEnabled: true,
    flows: { create: true, update: true, delete: true },
    scope: [],
    attributes: rows.flatMap((row) => (row.source === undefined ? [] : [rowMapping(row, row.source)])),
  };
}

function rowMapping(row: BoundRow, source: string): AttributeMapping {
  return {
    target: targetOf(row),
    source: readSource(source),
    defaultValue: undefined,
    matching: row.matching,
    flowType: 'Always',
    flowBehavior: 'FlowWhenChanged',
  };
}

function targetOf({ path, type, target }: BoundRow): TargetAttribute {
  const { attribute: owner, sub } = target.path;
  const { type: declared, caseExact } = sub ?? owner;
  return {
    path,
    type: targetType(type, declared),
    multiValued: sub === undefined && owner.multiValued,
    caseExact,
  };
}

/** A manager and members are references to others. A URL is a text, and so are app roles, which a function makes whole. */
function targetType(type: AttributeType, declared: AttributeType): TargetAttribute['type'] {
  if (type === 'reference') return declared === 'complex' ? 'reference' : 'string';
  return type === 'complex' ? 'string' : type;
}
