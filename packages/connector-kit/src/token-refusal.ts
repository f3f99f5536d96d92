import { neededEntitlements, tokenScopes, type TokenFlow } from './token-flow.ts';

/** The part of a tenant that a token flow depends on. */
export interface TokenTenant {
  readonly enabled: boolean;
  readonly entitlements: readonly string[];
}

/** The reader of a refusal: an administrator of the customer, or the vendor's support, which runs the host. */
export type RefusalReader = 'customer' | 'support';

/** The question whether a tenant may have, or use, a token. */
export interface TokenQuestion {
  readonly policy: TokenFlow;
  /** The name of the product. */
  readonly product: string;
  readonly tenant: TokenTenant;
  /** The scope of the token. */
  readonly scope: string;
}

/**
 * Why no token may be issued to a tenant now, in words for the issuer; undefined if one may.
 *
 * @example
 * refusalToIssue({ policy, product: 'Contoso Flow', tenant: { enabled: true, entitlements: [] }, scope: 'scim' });
 */
export function refusalToIssue(question: TokenQuestion): string | undefined {
  const { policy, product, scope } = question;
  const scopes = tokenScopes(policy);
  if (!scopes.includes(scope))
    return `${product} has no tokens of scope "${scope}". Choose ${scopes.join(' or ')}.`;
  // On a tab, the token is made first and provisioning enabled afterwards.
  if (policy.kind === 'made-on-tab') return undefined;
  const off = switchedOff(question, 'support');
  if (off === undefined) return notBought(question, 'support');
  return policy.kind === 'enabled-by-admin'
    ? `${off} If the tenant has no working token, that makes one.`
    : off;
}

/**
 * Why a token is not accepted now, with the remedy; undefined if it is.
 *
 * @param reader - who reads it; default: an administrator of the customer
 *
 * @example
 * refusalToAccept({ policy, product: 'Contoso Flow', tenant: { enabled: true, entitlements: [] }, scope: 'scim' });
 */
export function refusalToAccept(
  question: TokenQuestion,
  reader: RefusalReader = 'customer',
): string | undefined {
  return switchedOff(question, reader) ?? notBought(question, reader) ?? wrongScope(question);
}

function switchedOff({ policy, product, tenant }: TokenQuestion, reader: RefusalReader): string | undefined {
  if (tenant.enabled) return undefined;
  switch (policy.kind) {
    case 'enabled-by-admin':
      return `${policy.enables} is off for this ${product} tenant: ${policy.where} > enable ${policy.enables}.`;
    case 'made-on-tab':
      return `User provisioning is off for this ${product} tenant: ${policy.where} > ${policy.enables}.`;
    case 'support-issued':
    case 'personal': {
      const remedy = {
        customer: `Ask ${product} support to switch it on.`,
        support: 'Switch it on with "scimwright tenant enable".',
      };
      return `Provisioning is switched off for this ${product} tenant. ${remedy[reader]}`;
    }
    default:
      return policy satisfies never;
  }
}

function notBought({ policy, product, tenant }: TokenQuestion, reader: RefusalReader): string | undefined {
  const missing = neededEntitlements(policy).filter((name) => !tenant.entitlements.includes(name));
  if (missing.length === 0 || policy.kind !== 'support-issued') return undefined;
  const names = missing.join(', ');
  const remedy = {
    customer: policy.instructions,
    support: `When the customer has bought it, add it to the tenant's entitlements with "scimwright tenant set".`,
  };
  return `This ${product} subscription does not include ${names}, which provisioning needs. ${remedy[reader]}`;
}

function wrongScope({ policy, product, scope }: TokenQuestion): string | undefined {
  const [needed] = tokenScopes(policy);
  if (scope === needed || policy.kind !== 'personal') return undefined;
  return `This token has the scope ${scope}, and provisioning needs ${needed}: make a token of scope ${needed} in ${product} under ${policy.where}.`;
}
