import { neededEntitlements, tokenScopes, type TokenPolicy } from './token-policy.ts';

/** What a token flow looks at in a tenant. */
export interface TokenHolder {
  readonly enabled: boolean;
  readonly entitlements: readonly string[];
}

/** A tenant's wish to have or to use a token. */
export interface TokenQuestion {
  readonly policy: TokenPolicy;
  /** The product, as an administrator knows it. */
  readonly product: string;
  readonly tenant: TokenHolder;
  /** The scope of the token. */
  readonly scope: string;
}

/**
 * Why a tenant may not have a new token now, in words that say what to do; undefined when it may.
 *
 * @example
 * issueRefusal({ policy, product: 'Contoso Flow', tenant: { enabled: true, entitlements: [] }, scope: 'scim' });
 */
export function issueRefusal(question: TokenQuestion): string | undefined {
  const { policy, product, scope } = question;
  const scopes = tokenScopes(policy);
  if (!scopes.includes(scope))
    return `${product} has no tokens of scope "${scope}". Choose ${scopes.join(' or ')}.`;
  // On a tab the token is made first and switched on afterwards.
  return policy.kind === 'made-on-tab' ? undefined : (switchedOff(question) ?? notBought(question));
}

/**
 * Why a token does not open the endpoint now, in words that say what to do; undefined when it does.
 *
 * @example
 * useRefusal({ policy, product: 'Contoso Flow', tenant: { enabled: true, entitlements: [] }, scope: 'scim' });
 */
export function useRefusal(question: TokenQuestion): string | undefined {
  return switchedOff(question) ?? notBought(question) ?? wrongScope(question);
}

function switchedOff({ policy, product, tenant }: TokenQuestion): string | undefined {
  if (tenant.enabled) return undefined;
  switch (policy.kind) {
    case 'support-issued':
      return `Provisioning is switched off for this ${product} tenant. Ask the support of ${product} to switch it on.`;
    case 'enabled-by-admin':
      return `${policy.enables} is off for this ${product} tenant: ${policy.where} > enable ${policy.enables}. That makes the token.`;
    case 'made-on-tab':
      return `User provisioning is off for this ${product} tenant: ${policy.where} > ${policy.enables}.`;
    case 'personal':
      return `Provisioning is switched off for this ${product} tenant. Ask the support of ${product} to switch it on.`;
    default:
      return policy satisfies never;
  }
}

function notBought({ policy, product, tenant }: TokenQuestion): string | undefined {
  const missing = neededEntitlements(policy).filter((name) => !tenant.entitlements.includes(name));
  if (missing.length === 0 || policy.kind !== 'support-issued') return undefined;
  return `This ${product} subscription does not include ${missing.join(', ')}, which provisioning needs. ${policy.instructions}`;
}

function wrongScope({ policy, product, scope }: TokenQuestion): string | undefined {
  const [needed] = tokenScopes(policy);
  if (scope === needed || policy.kind !== 'personal') return undefined;
  return `This token has the scope ${scope}, and provisioning needs ${needed}: make a token of scope ${needed} in ${product} under ${policy.where}.`;
}
