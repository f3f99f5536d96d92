import { tokenScopes, refusalToAccept } from '@scimwright/connector-kit/internal';
import type { IssueLimits, StoredHandOver, StoredToken, Tenant } from '@scimwright/store';
import { z } from 'zod';
import { isHandOverCode, makeHandOverCode } from '../token/hand-over-code.ts';
import { hashToken, sameHash } from '../token/secret-token.ts';
import { AdminRefusal, connectorOf, tokenTime, type AdminDeps } from './admin-deps.ts';
import { audit } from './audit.ts';
import { line } from './fields.ts';
import { checkIssuable, newToken } from './new-token.ts';
import { shownHandOver } from './show-hand-over.ts';
import { HOUR_MS, spokenTime } from './spoken-time.ts';

/** The hand-over links of a tenant. */
export const handOverList = z.strictObject({ handOvers: z.array(shownHandOver).readonly() });

/** The input for a new link. */
export const wantedHandOver = z.strictObject({
  description: line.default('Microsoft Entra ID').describe('What the token is for.'),
  createdBy: line.default('admin API').describe('Who makes the link.'),
});

/** A new link, as it is shown once. */
export const shownMadeHandOver = z.strictObject({
  link: z.string().describe('What the customer opens, once. It is shown here and nowhere else.'),
  handOver: shownHandOver,
});

/** A new link: its code, which is not stored, and the stored part. */
export interface MadeHandOver {
  readonly code: string;
  readonly handOver: StoredHandOver;
}

/** A link that works, and its tenant. */
export interface OpenHandOver {
  readonly tenant: Tenant;
  readonly handOver: StoredHandOver;
}

/** The token that a link was redeemed for, its secret in clear for the only time. */
export interface RedeemedHandOver {
  readonly tenant: Tenant;
  readonly secret: string;
  readonly token: StoredToken;
}

/**
 * Makes a hand-over link for a tenant whose token support issues. The token is issued when the link is redeemed, so that
 * nothing secret is stored and support never sees it.
 *
 * @throws AdminRefusal when the product has another token flow, or this tenant may have no token now
 *
 * @example
 * const { code } = await createHandOver(deps, tenant, { createdBy: 'support', description: 'Entra' });
 */
export async function createHandOver(
  deps: AdminDeps,
  tenant: Tenant,
  wanted: z.infer<typeof wantedHandOver>,
): Promise<MadeHandOver> {
  const { token: policy, displayName } = connectorOf(deps, tenant.connector);
  if (policy.kind !== 'support-issued') {
    throw new AdminRefusal(
      `${displayName} has no hand-over links: its admins make the token themselves under ${policy.where}.`,
    );
  }
  // A link that could not be redeemed now is of no use to the customer.
  checkIssuable(deps, tenant, wanted);
  const code = makeHandOverCode();
  const now = tokenTime(deps);
  const handOver: StoredHandOver = {
    id: deps.ids(),
    tenant: tenant.id,
    hash: hashToken(code),
    description: wanted.description,
    createdBy: wanted.createdBy,
    created: now.toISOString(),
    expires: new Date(now.getTime() + policy.linkHours * HOUR_MS).toISOString(),
    redeemed: undefined,
    tokenId: undefined,
    withdrawn: undefined,
  };
  await deps.store.handOvers.create(handOver);
  await audit(deps, 'createHandOver', tenant, handOver.id);
  return { code, handOver };
}

/**
 * Finds a link by its code and its tenant, without using it up.
 *
 * @throws AdminRefusal when the link is unknown, redeemed, withdrawn or expired
 *
 * @example
 * const { tenant } = await openHandOver(deps, code);
 */
export async function openHandOver(deps: AdminDeps, code: string): Promise<OpenHandOver> {
  const hash = hashToken(code);
  const found = isHandOverCode(code) ? await deps.store.handOvers.find(hash) : undefined;
  if (found === undefined || !sameHash(hash, found.handOver.hash)) throw unknown();
  const { handOver } = found;
  if (handOver.redeemed !== undefined) throw redeemedBefore(handOver.redeemed);
  if (handOver.withdrawn !== undefined) throw withdrawn(handOver.withdrawn);
  if (Date.parse(handOver.expires) <= tokenTime(deps).getTime()) throw expired(handOver.expires);
  return found;
}

/**
 * Redeems a link: issues the token, once, and uses the link up. The secret is in the answer and nowhere else. A link that
 * is refused because of its tenant still works afterwards.
 *
 * @throws AdminRefusal, in words for the customer, when the link is unknown, redeemed, withdrawn or expired, or its tenant
 * may have no token now
 *
 * @example
 * const { secret } = await redeemHandOver(deps, code);
 */
export async function redeemHandOver(deps: AdminDeps, code: string): Promise<RedeemedHandOver> {
  const { tenant, handOver } = await openHandOver(deps, code);
  const { token: policy, displayName } = connectorOf(deps, tenant.connector);
  const refusal = refusalToAccept({ policy, product: displayName, tenant, scope: tokenScopes(policy)[0] });
  if (refusal !== undefined) throw new AdminRefusal(refusal);
  const { description, createdBy } = handOver;
  const wish = { description, createdBy };
  checkIssuable(deps, tenant, wish);
  const { secret, token, limits } = newToken(deps, tenant, { kind: 'tenant' }, wish);
  const redemption = await deps.store.handOvers.redeem(handOver.id, token, limits);
  switch (redemption) {
    case 'redeemed':
      // All that is known of the actor is that they had the link.
      await audit({ ...deps, actor: `link:${handOver.id}` }, 'redeemHandOver', tenant, token.id);
      return { tenant, secret, token };
    case 'redeemed-before':
      throw redeemedBefore((await deps.store.handOvers.find(handOver.hash))?.handOver.redeemed);
    case 'withdrawn':
      throw withdrawn((await deps.store.handOvers.find(handOver.hash))?.handOver.withdrawn);
    case 'expired':
      throw expired(handOver.expires);
    case 'too-many-tokens':
      throw tooMany(tenant, limits);
    case 'absent':
      throw unknown();
    default:
      return redemption satisfies never;
  }
}

/**
 * Withdraws a link that nobody has used; it no longer issues a token.
 *
 * @throws AdminRefusal when the tenant has no such link, or it is used, withdrawn or expired
 *
 * @example
 * const { withdrawn } = await withdrawHandOver(deps, tenant, handOver.id);
 */
export async function withdrawHandOver(deps: AdminDeps, tenant: Tenant, id: string): Promise<StoredHandOver> {
  const isWithdrawn = await deps.store.handOvers.withdraw(tenant.id, id, tokenTime(deps).toISOString());
  const handOver = (await deps.store.handOvers.list(tenant.id)).find((one) => one.id === id);
  if (handOver === undefined) {
    throw new AdminRefusal(
      `The tenant "${tenant.name}" has no hand-over link ${id}. "scimwright handover list" shows those it has.`,
      'not-found',
    );
  }
  if (isWithdrawn) {
    await audit(deps, 'withdrawHandOver', tenant, id);
    return handOver;
  }
  throw new AdminRefusal(whyNotOpen(tenant, handOver), 'conflict');
}

function whyNotOpen(tenant: Tenant, { id, redeemed, tokenId, withdrawn, expires }: StoredHandOver): string {
  if (redeemed !== undefined) {
    return `The link ${id} was used on ${spokenTime(redeemed)}. To end the token it gave: scimwright token revoke ${tenant.connector} ${tenant.name} ${tokenId}`;
  }
  return withdrawn === undefined
    ? `The link ${id} expired on ${spokenTime(expires)}: nobody can use it any more.`
    : `The link ${id} was withdrawn on ${spokenTime(withdrawn)}.`;
}

const ASK = 'Ask support for a new one.';

function tooMany({ name }: Tenant, { max }: IssueLimits): AdminRefusal {
  return new AdminRefusal(
    `The tenant "${name}" has ${max} tokens that work, and may have no more. Ask support to revoke the one that is no longer used: this link works then.`,
    'conflict',
  );
}

function unknown(): AdminRefusal {
  return new AdminRefusal(`This link is not known, or a part of it is missing. ${ASK}`, 'not-found');
}

function redeemedBefore(at: string | undefined): AdminRefusal {
  const when = at === undefined ? '' : ` on ${spokenTime(at)}`;
  return new AdminRefusal(
    `This link was used${when}. It shows the token once. If that was not you, tell support to revoke the token. ${ASK}`,
    'gone',
  );
}

function withdrawn(at: string | undefined): AdminRefusal {
  const when = at === undefined ? '' : ` on ${spokenTime(at)}`;
  return new AdminRefusal(`This link was withdrawn${when}. ${ASK}`, 'gone');
}

function expired(at: string): AdminRefusal {
  return new AdminRefusal(`This link expired on ${spokenTime(at)}. ${ASK}`, 'gone');
}
