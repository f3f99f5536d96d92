import { tokenScopes, type Connector } from '@scimwright/connector-kit';

type Row = Connector['users']['rows'][number];

/** A row of an attribute-mapping table, as the vendor's tutorial has it. */
export interface ShownRow {
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly filterable: boolean;
  /** 1 is what Entra matches by first. */
  readonly matching: number | undefined;
  /** The Entra source attribute or expression. */
  readonly source: string | undefined;
  /** The tutorial does not say it. */
  readonly assumed: boolean;
}

/** How the tokens of a product come to be. */
export interface ShownTokenFlow {
  readonly kind: Connector['token']['kind'];
  /** So many tokens of a tenant may work at the same time. */
  readonly most: number;
  readonly overlapDays: number | undefined;
  /** The scopes there are, the one that opens the endpoint first. */
  readonly scopes: readonly string[];
  /** What the customer must have bought. */
  readonly entitlement: string | undefined;
  /** What the customer is to do, where support issues the token. */
  readonly instructions: string | undefined;
  /** How long a hand-over link works, where support issues the token. */
  readonly linkHours: number | undefined;
  /** Where in the product the customer makes the token, unless support issues it. */
  readonly where: string | undefined;
}

/** A product that the host serves. */
export interface ShownConnector {
  readonly id: string;
  readonly displayName: string;
  /** Microsoft's tutorial for it. */
  readonly tutorial: string;
  /** The tenant URL, in which `{tenant}` stands for a tenant's name. */
  readonly tenantUrl: string;
  readonly tokenFlow: ShownTokenFlow;
  readonly users: readonly ShownRow[];
  /** Undefined when the product has no groups. */
  readonly groups: readonly ShownRow[] | undefined;
  /** Why nobody can be disabled, in a sentence; undefined where Entra disables people by `active`. */
  readonly cannotDisable: string | undefined;
  /** What the tutorial leaves open and was decided. */
  readonly assumptions: readonly string[];
}

/**
 * Shows a connector.
 *
 * @param origin - the URL of the host, without a slash at its end
 *
 * @example
 * showConnector(flow, 'https://scim.example').users.length;
 */
export function showConnector(connector: Connector, origin: string): ShownConnector {
  const { id, displayName, tutorial, path, token, users, groups, cannotDisable, assumptions } = connector;
  return {
    id,
    displayName,
    tutorial,
    tenantUrl: `${origin}${path.replace(':tenant', '{tenant}')}`,
    tokenFlow: showTokenFlow(token),
    users: users.rows.map(showRow),
    groups: groups?.rows.map(showRow),
    cannotDisable,
    assumptions,
  };
}

function showTokenFlow(policy: Connector['token']): ShownTokenFlow {
  const { kind, most, overlapDays } = policy;
  const bySupport = policy.kind === 'support-issued' ? policy : undefined;
  return {
    kind,
    most,
    overlapDays,
    scopes: tokenScopes(policy),
    entitlement: bySupport?.entitlement,
    instructions: bySupport?.instructions,
    linkHours: bySupport?.linkHours,
    where: policy.kind === 'support-issued' ? undefined : policy.where,
  };
}

function showRow({ path, type, required, filterable, matching, source, assumed }: Row): ShownRow {
  return { path, type, required, filterable, matching, source, assumed: assumed !== undefined };
}
