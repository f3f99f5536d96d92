/** What all token flows have in common. */
interface TokenPolicyBase {
  /** The maximum number of tokens of a tenant that work at the same time. */
  readonly maxTokens: number;
  /** For how long old tokens keep working after a new one is made; undefined: until they are revoked. */
  readonly overlapDays: number | undefined;
  /** What the kit decided by default, in sentences for administrators. */
  readonly assumptions: readonly string[];
}

/** Support issues the token on request and hands it over by a link that works once. */
export interface SupportIssuedToken extends TokenPolicyBase {
  readonly kind: 'support-issued';
  /** What the customer must have bought before a token is issued or accepted, if anything. */
  readonly entitlement: string | undefined;
  /** How a customer gets a token, in one sentence. */
  readonly instructions: string;
  /** How long a hand-over link works. */
  readonly linkHours: number;
}

/** An administrator of the customer enables provisioning in the product, which makes the token. */
export interface AdminEnabledToken extends TokenPolicyBase {
  readonly kind: 'enabled-by-admin';
  /** Where in the product, such as `Admin > Settings`. */
  readonly where: string;
  /** The label of the switch. */
  readonly enables: string;
}

/** The token is made on a tab that always shows the base URL; a separate switch enables provisioning. */
export interface TabIssuedToken extends TokenPolicyBase {
  readonly kind: 'made-on-tab';
  /** Where in the product the tab is, such as `Admin > User management > User provisioning`. */
  readonly where: string;
  /** The label of the switch. */
  readonly enables: string;
}

/** An administrator makes named tokens. Provisioning needs one scope, and the token identifies the tenant. */
export interface PersonalToken extends TokenPolicyBase {
  readonly kind: 'personal';
  /** Where in the product, such as `My Profile > Access Tokens`. */
  readonly where: string;
  /** The scope that provisioning needs. */
  readonly scope: string;
  /** The other scopes that a token may have. */
  readonly otherScopes: readonly string[];
}

/** A token flow: how a product's customer gets the Secret Token. */
export type TokenFlow = SupportIssuedToken | AdminEnabledToken | TabIssuedToken | PersonalToken;

/** The old token and the new one during a rotation. */
const OLD_AND_NEW = 2;

const OVERLAP_DAYS = 7;

const LINK_HOURS = 72;

const PERSONAL_TOKENS = 10;

const OVERLAP = `After a token is replaced, the old one works for ${OVERLAP_DAYS} more days.`;
const LINK = `The token is shown once, by a link that works for ${LINK_HOURS / 24} days.`;

/**
 * The token flow in which the vendor's support issues the token.
 *
 * @param options.overlapDays - for how long the old token works after a rotation; default: 7
 * @param options.linkHours - for how long a hand-over link works; default: 72
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
    maxTokens: OLD_AND_NEW,
    entitlement: undefined,
    overlapDays: OVERLAP_DAYS,
    linkHours: LINK_HOURS,
    assumptions: decided([options.linkHours, LINK], [options.overlapDays, OVERLAP]),
    ...options,
  };
}

/**
 * The token flow in which enabling provisioning makes the token.
 *
 * @param options.overlapDays - for how long the old token works after a rotation; default: 7
 *
 * @example
 * adminEnabledToken({ where: 'Admin > Settings', enables: 'Microsoft Entra user provisioning' });
 */
export function adminEnabledToken(options: {
  readonly where: string;
  readonly enables: string;
  readonly overlapDays?: number;
}): AdminEnabledToken {
  const kept = `Switching ${options.enables} off and on again keeps the token.`;
  return {
    kind: 'enabled-by-admin',
    maxTokens: OLD_AND_NEW,
    overlapDays: OVERLAP_DAYS,
    assumptions: [...decided([options.overlapDays, OVERLAP]), kept],
    ...options,
  };
}

/**
 * The token flow in which the token is made on a tab, beside a switch.
 *
 * @param options.overlapDays - for how long the old token works after a rotation; default: 7
 *
 * @example
 * tabIssuedToken({ where: 'Admin > User management > User provisioning', enables: 'Enable' });
 */
export function tabIssuedToken(options: {
  readonly where: string;
  readonly enables: string;
  readonly overlapDays?: number;
}): TabIssuedToken {
  return {
    kind: 'made-on-tab',
    maxTokens: OLD_AND_NEW,
    overlapDays: OVERLAP_DAYS,
    assumptions: ['The tab shows the token once.', ...decided([options.overlapDays, OVERLAP])],
    ...options,
  };
}

/**
 * The token flow of personal access tokens.
 *
 * @param options.maxTokens - the maximum number of tokens that work at the same time; default: 10
 *
 * @example
 * personalToken({ where: 'My Profile > Access Tokens', scope: 'Scim', otherScopes: ['Read'] });
 */
export function personalToken(options: {
  readonly where: string;
  readonly scope: string;
  readonly otherScopes?: readonly string[];
  readonly maxTokens?: number;
}): PersonalToken {
  return {
    kind: 'personal',
    maxTokens: PERSONAL_TOKENS,
    overlapDays: undefined,
    otherScopes: [],
    assumptions: [
      'A token works until it is revoked.',
      ...decided([options.maxTokens, `A tenant has at most ${PERSONAL_TOKENS} working tokens.`]),
    ],
    ...options,
  };
}

/** The sentences about the options that the vendor left out. */
function decided(
  ...options: readonly (readonly [given: number | undefined, sentence: string])[]
): readonly string[] {
  return options.flatMap(([given, sentence]) => (given === undefined ? [sentence] : []));
}

/**
 * The scopes of a flow's tokens, the one that provisioning needs first.
 *
 * @example
 * tokenScopes(policy); // ['scim']
 */
export function tokenScopes(policy: TokenFlow): readonly [string, ...string[]] {
  return policy.kind === 'personal' ? [policy.scope, ...policy.otherScopes] : ['scim'];
}

/**
 * Whether provisioning is enabled in a new tenant.
 *
 * @example
 * isEnabledByDefault(policy); // true
 */
export function isEnabledByDefault({ kind }: TokenFlow): boolean {
  return kind === 'support-issued' || kind === 'personal';
}

/**
 * The entitlements that a tenant needs before its tokens work.
 *
 * @example
 * neededEntitlements(policy); // ['user-api']
 */
export function neededEntitlements(policy: TokenFlow): readonly string[] {
  return policy.kind === 'support-issued' && policy.entitlement !== undefined ? [policy.entitlement] : [];
}
