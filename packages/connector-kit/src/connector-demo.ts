import type { Json } from '@scimwright/core';

/** A person of the demo: values by the paths of rows, `{ userName: 'ada@flow.example' }`. */
export type DemoPerson = Readonly<Record<string, Json>>;

/**
 * The demo tenant of a connector. What you leave out, the host makes up: settings `{}`, the roles that the settings allow,
 * and people who work at Contoso.
 */
export interface ConnectorDemo<Settings> {
  readonly settings?: Settings;
  /** Names of roles, assigned to the people in turn. */
  readonly roles?: readonly string[];
  /** The people, with the values that matter to you. The host fills in the other rows. */
  readonly people?: readonly DemoPerson[];
}

/** The checked demo of a connector. */
export interface DemoPlan {
  readonly settings: unknown;
  /** The path of the row that holds the role, and the role names; undefined if any name will do. */
  readonly role: { readonly path: string; readonly names: readonly string[] } | undefined;
  /** Undefined if anybody will do. */
  readonly people: readonly DemoPerson[] | undefined;
}

/**
 * Checks the demo of a definition and fills in its defaults.
 *
 * @param rules.paths - the paths of the user rows
 * @param rules.rolePath - the path of `singleRole`; undefined without one
 * @param rules.allowedRoles - the roles that settings allow; undefined if any name will do
 * @throws Error with the place
 */
export function planDemo(
  demo: ConnectorDemo<unknown>,
  rules: {
    readonly paths: readonly string[];
    readonly rolePath: string | undefined;
    allowedRoles(settings: unknown): readonly string[] | undefined;
  },
): DemoPlan {
  const { settings = {}, roles, people } = demo;
  const { paths, rolePath } = rules;
  for (const [name, list] of Object.entries({ roles, people })) {
    if (list?.length === 0) throw new Error(`demo.${name} is empty: add one, or leave it out`);
  }
  if (roles !== undefined && rolePath === undefined) {
    throw new Error('demo.roles needs singleRole, which names the row of the role');
  }
  for (const [at, person] of (people ?? []).entries()) {
    const stray = Object.keys(person).find((path) => !paths.includes(path));
    if (stray !== undefined) throw new Error(`demo.people[${at}]: users has no row with the path ${stray}`);
  }
  const allowed = allowedBy(demo, rules);
  const unknown = roles?.find((role) => allowed !== undefined && !allowed.includes(role));
  if (unknown !== undefined) {
    throw new Error(`demo.roles: the settings of the demo do not allow ${unknown}`);
  }
  const names = roles ?? allowed;
  return {
    settings,
    role: rolePath === undefined || names === undefined ? undefined : { path: rolePath, names },
    people,
  };
}

/** Settings in the definition must be valid. If they are left out and `{}` is invalid, there is no demo. */
function allowedBy(
  { settings }: ConnectorDemo<unknown>,
  { allowedRoles }: Parameters<typeof planDemo>[1],
): readonly string[] | undefined {
  try {
    return allowedRoles(settings ?? {});
  } catch (error) {
    if (settings === undefined) return undefined;
    throw new Error(`demo.settings: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
