/** What every token flow says. */
interface TokenPolicyBase {
  /** So many tokens of a tenant may work at the same time. */
  readonly most: number;
  /** How long the old tokens go on working once a new one was made; undefined leaves them alone. */
  readonly overlapDays: number | undefined;
  /** What the kit decided because the vendor left it open, in sentences for administrators. */
  readonly assumptions: readonly string[];
}

/** Support issues the token on request and hands it over by a link that works once: there is no self-service. */
export interface SupportIssuedToken extends TokenPolicyBase {
  readonly kind: 'support-issued';
  /** What the customer must have bought before a token is issued or accepted; undefined when nothing. */
  readonly entitlement: string | undefined;
  /** What a customer is to do to get a token, in one sentence. */
  readonly instructions: string;
  /** How long a hand-over link works. */
  readonly linkHours: number;
}

/** An admin of the customer switches provisioning on in the application; that makes the token. */
export interface TokenByEnabling extends TokenPolicyBase {
  readonly kind: 'enabled-by-admin';
  /** Where in the application, such as `Admin > Settings`. */
  readonly where: string;
  /** What is switched on there, as it is labelled. */
  readonly enables: string;
}

/** The token is made on a tab that always shows the base URL; a switch of its own lets it in. */
export interface TokenOnTab extends TokenPolicyBase {
  readonly kind: 'made-on-tab';
  /** Where in the application the tab is, such as `Admin > User management > User provisioning`. */
  readonly where: string;
  /** What is switched on there, as it is labelled. */
  readonly enables: string;
}

/** An admin makes named tokens of their own; only those of one scope open the endpoint, and the token names the tenant. */
export interface PersonalToken extends TokenPolicyBase {
  readonly kind: 'personal';
  /** Where in the application, such as `My Profile > Access Tokens`. */
  readonly where: string;
  /** The scope that opens the endpoint. */
  readonly scope: string;
  /** Scopes that a token may have besides that one. */
  readonly otherScopes: readonly string[];
}

/** How a connector's tokens come to be; each kind is a policy that any connector can take. */
export type TokenPolicy = SupportIssuedToken | TokenByEnabling | TokenOnTab | PersonalToken;

/** The old token and the new one, while they are exchanged. */
const BOTH = 2;

const OVERLAP_DAYS = 7;

const LINK_HOURS = 72;

const PERSONAL_TOKENS = 10;

const OVERLAP = `A token that was exchanged for another goes on working for ${OVERLAP_DAYS} days.`;
const LINK = `The token is handed over once, by a link that works for ${LINK_HOURS / 24} days.`;

/**
 * The token flow in which the vendor's support issues the token.
 *
 * @param options.overlapDays - how long the old token works after an exchange; seven days unless given
 * @param options.linkHours - how long a hand-over link works; three days unless given
 *
 * @example
 * supportIssuedToken({ entitlement: 'user-api', instructions: 'Ask support to enable provisioning.' });
 */
export function supportIssuedToken(options: {
  readonly entitlement?: string;
  readonly instructions: string;
  readonly overlapDays?: number;
  readonly linkHours?: number;
}): SupportIssuedToken {
  return {
    kind: 'support-issued',
    most: BOTH,
    entitlement: undefined,
    overlapDays: OVERLAP_DAYS,
    linkHours: LINK_HOURS,
    assumptions: decided([options.linkHours, LINK], [options.overlapDays, OVERLAP]),
    ...options,
  };
}

/**
 * The token flow in which enabling makes the token.
 *
 * @param options.overlapDays - how long the old token works after an exchange; seven days unless given
 *
 * @example
 * tokenByEnabling({ where: 'Admin > Settings', enables: 'Microsoft Entra user provisioning' });
 */
export function tokenByEnabling(options: {
  readonly where: string;
  readonly enables: string;
  readonly overlapDays?: number;
}): TokenByEnabling {
  const kept = `Switching ${options.enables} off and on again keeps the token.`;
  return {
    kind: 'enabled-by-admin',
    most: BOTH,
    overlapDays: OVERLAP_DAYS,
    assumptions: [...decided([options.overlapDays, OVERLAP]), kept],
    ...options,
  };
}

/**
 * The token flow in which the token is made on a tab, beside a switch.
 *
 * @param options.overlapDays - how long the old token works after an exchange; seven days unless given
 *
 * @example
 * tokenOnTab({ where: 'Admin > User management > User provisioning', enables: 'Enable' });
 */
export function tokenOnTab(options: {
  readonly where: string;
  readonly enables: string;
  readonly overlapDays?: number;
}): TokenOnTab {
  return {
    kind: 'made-on-tab',
    most: BOTH,
    overlapDays: OVERLAP_DAYS,
    assumptions: ['The tab shows the token once.', ...decided([options.overlapDays, OVERLAP])],
    ...options,
  };
}

/**
 * The token flow of personal access tokens.
 *
 * @param options.most - tokens that may work at the same time; ten unless given
 *
 * @example
 * personalToken({ where: 'My Profile > Access Tokens', scope: 'Scim', otherScopes: ['Read'] });
 */
export function personalToken(options: {
  readonly where: string;
  readonly scope: string;
  readonly otherScopes?: readonly string[];
  readonly most?: number;
}): PersonalToken {
  return {
    kind: 'personal',
    most: PERSONAL_TOKENS,
    overlapDays: undefined,
    otherScopes: [],
    assumptions: [
      'A token works until it is revoked.',
      ...decided([options.most, `A tenant has at most ${PERSONAL_TOKENS} tokens that work.`]),
    ],
    ...options,
  };
}

/** The sentences about those options that the vendor left to the kit. */
function decided(
  ...options: readonly (readonly [given: number | undefined, sentence: string])[]
): readonly string[] {
  return options.flatMap(([given, sentence]) => (given === undefined ? [sentence] : []));
}

/**
 * The scopes that tokens of a flow can have, the one that opens the endpoint first.
 *
 * @example
 * tokenScopes(policy); // ['scim']
 */
export function tokenScopes(policy: TokenPolicy): readonly [string, ...string[]] {
  return policy.kind === 'personal' ? [policy.scope, ...policy.otherScopes] : ['scim'];
}

/**
 * Whether the endpoint of a new tenant answers at once, or only when somebody has switched it on.
 *
 * @example
 * startsEnabled(policy); // true
 */
export function startsEnabled({ kind }: TokenPolicy): boolean {
  return kind === 'support-issued' || kind === 'personal';
}

/**
 * What a tenant must have bought before its tokens open anything.
 *
 * @example
 * neededEntitlements(policy); // ['user-api']
 */
export function neededEntitlements(policy: TokenPolicy): readonly string[] {
  return policy.kind === 'support-issued' && policy.entitlement !== undefined ? [policy.entitlement] : [];
}
