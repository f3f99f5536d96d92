import { z } from 'zod';
import { defaultAccess } from '../directory/create-directory.ts';
import type { DirectoryChange } from '../directory/directory-change.ts';
import type { AppRole } from '../expression/value.ts';
import { provisioningName } from './graph-names.ts';
import { UnreadableFile } from './unreadable-file.ts';

const id = z.string().min(1).max(256);
const reference = z
  .union([id, z.looseObject({ id })])
  .transform((found) => (typeof found === 'string' ? found : found.id));
const object = z.looseObject({ id, deletedDateTime: z.string().nullish() });

const fileSchema = z.object({
  defaultDomain: z.string().min(1),
  appRoles: z
    .array(z.looseObject({ id, value: z.string().nullable().default(null), displayName: z.string() }))
    .default([]),
  users: z.array(object.extend({ accountEnabled: z.boolean().default(true), manager: reference.nullish() })),
  groups: z
    .array(
      object.extend({ securityEnabled: z.boolean().default(true), members: z.array(reference).default([]) }),
    )
    .default([]),
  /** Without it, everybody is assigned, and every group. */
  assignments: z
    .array(z.looseObject({ principalId: id, appRoleId: id.default(defaultAccess.id) }))
    .optional(),
});

/** A directory that was read from a file. */
export interface DirectoryFile {
  readonly defaultDomain: string;
  readonly appRoles: readonly AppRole[];
  readonly changes: readonly DirectoryChange[];
}

/** What is no attribute of a mapping. */
const APART = new Set([
  'id',
  'accountEnabled',
  'manager',
  'members',
  'securityEnabled',
  'deletedDateTime',
  'onPremisesExtensionAttributes',
]);

/**
 * Reads a directory from JSON: `users` and `groups` as Microsoft Graph has them, with `manager` and `members` by their ids; `appRoles` and
 * `assignments` (`principalId`, `appRoleId`) of the application; and the `defaultDomain` of the tenant.
 *
 * @param json - parsed JSON
 * @throws UnreadableFile that names the place
 *
 * @example
 * readDirectoryJson({ defaultDomain: 'x.example', users: [{ id: 'u1', userPrincipalName: 'mira@x.example' }] }).changes.length; // 2
 */
export function readDirectoryJson(json: unknown): DirectoryFile {
  const read = fileSchema.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new UnreadableFile(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it is no directory'}`);
  }
  const { defaultDomain, appRoles, users, groups, assignments } = read.data;
  const everybody = [...users, ...groups].map((each) => ({
    principalId: each.id,
    appRoleId: defaultAccess.id,
  }));
  return {
    defaultDomain,
    appRoles: appRoles.map(({ id: roleId, value, displayName }) => ({ id: roleId, value, displayName })),
    changes: [
      ...users.map((user): DirectoryChange => ({
        kind: 'userAdded',
        id: user.id,
        attributes: attributesOf(user),
        accountEnabled: user.accountEnabled,
      })),
      ...groups.map((group): DirectoryChange => ({
        kind: 'groupAdded',
        id: group.id,
        attributes: attributesOf(group),
        isSecurityEnabled: group.securityEnabled,
      })),
      ...users.flatMap(({ id: of, manager }): readonly DirectoryChange[] =>
        manager === undefined || manager === null
          ? []
          : [{ kind: 'managerChanged', id: of, managerId: manager }],
      ),
      ...groups.flatMap(({ id: of, members }) =>
        [...new Set(members)].map((memberId): DirectoryChange => ({ kind: 'memberAdded', id: of, memberId })),
      ),
      ...(assignments ?? everybody).map(({ principalId, appRoleId }): DirectoryChange => ({
        kind: 'assigned',
        id: principalId,
        roleId: appRoleId,
      })),
      ...[...users, ...groups]
        .filter(({ deletedDateTime }) => deletedDateTime !== undefined && deletedDateTime !== null)
        .map((each): DirectoryChange => ({ kind: 'deleted', id: each.id })),
    ],
  };
}

function attributesOf(
  object: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string | readonly string[]>> {
  const extension = z
    .record(z.string(), z.unknown())
    .catch({})
    .parse(object['onPremisesExtensionAttributes']);
  const entries = Object.entries({ ...object, ...extension }).flatMap(([name, value]) => {
    if (APART.has(name)) return [];
    const written = provisioningName(name);
    if (typeof value === 'string' && value !== '') return [[written, value] as const];
    if (typeof value === 'boolean') return [[written, value ? 'True' : 'False'] as const];
    const texts = z.array(z.string()).safeParse(value);
    if (!texts.success || texts.data.length === 0) return [];
    // Mappings take one telephone number, and Graph has a list of one.
    return [[written, written === 'telephoneNumber' ? (texts.data[0] ?? '') : texts.data] as const];
  });
  return Object.fromEntries(entries);
}
