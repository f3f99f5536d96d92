/**
 * How a customer comes by the secret token. Support issues it on request: there is no self-service.
 */
export interface SupportIssuedToken {
  readonly kind: 'support-issued';
  /** What the customer must have bought before a token is issued or accepted; undefined when nothing. */
  readonly entitlement: string | undefined;
  /** What a customer is to do to get a token, in one sentence. */
  readonly instructions: string;
  /** How long the old token goes on working once a new one was issued. */
  readonly overlapDays: number;
}

/** How a connector's tokens come to be; each kind is a policy that any connector can take. */
export type TokenPolicy = SupportIssuedToken;

/** So many tokens of a tenant may work at the same time: the old one and the new one while they are exchanged. */
export const MOST_LIVE_TOKENS = 2;

/**
 * The token flow in which the vendor's support issues the token.
 *
 * @example
 * supportIssuedToken({ entitlement: 'user-api', instructions: 'Ask support to enable provisioning.', overlapDays: 7 });
 */
export function supportIssuedToken(options: {
  readonly entitlement?: string;
  readonly instructions: string;
  readonly overlapDays: number;
}): SupportIssuedToken {
  return { kind: 'support-issued', entitlement: undefined, ...options };
}

/** What a token policy looks at in a tenant. */
export interface TokenHolder {
  readonly enabled: boolean;
  readonly entitlements: readonly string[];
}

/**
 * Why a tenant may not have or use a token now, in words that say what to do; undefined when it may.
 *
 * @example
 * tokenRefusal(policy, 'Contoso Flow', { enabled: true, entitlements: [] });
 */
export function tokenRefusal(policy: TokenPolicy, product: string, tenant: TokenHolder): string | undefined {
  if (!tenant.enabled) {
    return `Provisioning is switched off for this ${product} tenant. Ask the support of ${product} to switch it on.`;
  }
  switch (policy.kind) {
    case 'support-issued':
      if (policy.entitlement === undefined || tenant.entitlements.includes(policy.entitlement))
        return undefined;
      return `This ${product} subscription does not include ${policy.entitlement}, which provisioning needs. ${policy.instructions}`;
    default:
      return policy.kind satisfies never;
  }
}

/**
 * What a tenant must have bought before its tokens open anything.
 *
 * @example
 * neededEntitlements(policy); // ['user-api']
 */
export function neededEntitlements(policy: TokenPolicy): readonly string[] {
  return policy.entitlement === undefined ? [] : [policy.entitlement];
}
