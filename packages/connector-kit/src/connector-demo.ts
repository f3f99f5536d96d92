import type { Json } from '@scimwright/core';

/** What a person of the demo has, by the path of its row: `{ userName: 'ada@flow.example' }`. */
export type DemoPerson = Readonly<Record<string, Json>>;

/**
 * What the demo tenant of a connector needs and no row says. The host makes up what you leave out: the settings are `{}`, the
 * roles are those that the settings allow, and the people work at Contoso.
 */
export interface ConnectorDemo<Settings> {
  /** The settings of the demo tenant. */
  readonly settings?: Settings;
  /** Names of roles; the people have them in turn. */
  readonly roles?: readonly string[];
  /** The people, each with the values that matter to you. The host fills the other rows. */
  readonly people?: readonly DemoPerson[];
}

/** What a connector's demo tenant is made with. */
export interface DemoPlan {
  readonly settings: unknown;
  /** The row that holds the role, and the names that the people have in turn; undefined where any name will do. */
  readonly role: { readonly path: string; readonly names: readonly string[] } | undefined;
  /** The people; undefined where any will do. */
  readonly people: readonly DemoPerson[] | undefined;
}

/**
 * Checks what a definition says of its demo, and completes it.
 *
 * @param rules.paths - the paths of the rows of users
 * @param rules.rolePath - the path of the role policy; undefined where there is none
 * @param rules.allowedRoles - the roles that settings allow; undefined where any name will do
 * @throws Error that names the place
 *
 * @example
 * const rules = { paths: ['userName'], rolePath: undefined, allowedRoles: () => undefined };
 * planDemo({ people: [{ userName: 'ada@flow.example' }] }, rules).settings; // {}
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
    if (list?.length === 0) throw new Error(`demo.${name} is empty; name one, or leave it out`);
  }
  if (roles !== undefined && rolePath === undefined) {
    throw new Error('demo.roles needs `singleRole`, which says where a role stands');
  }
  for (const [at, person] of (people ?? []).entries()) {
    const stray = Object.keys(person).find((path) => !paths.includes(path));
    if (stray !== undefined) throw new Error(`demo.people[${at}]: no row of users has the path ${stray}`);
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

/** Settings that the definition says must be right. Those that it leaves out may be wrong: then there is no demo. */
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
