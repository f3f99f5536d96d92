import type { Tenant } from '@scimwright/store';
import { hashToken, makeUserToken } from '../token/secret-token.ts';
import { AdminRefusal, tokenTime, type AdminDeps } from './admin-deps.ts';
import { listResources } from './people.ts';
import { prepareToken, type NewToken, type PreparedToken } from './prepare-token.ts';

const DAY_MS = 86_400_000;

/** Nobody rotates the token of a person, so that it ends by itself. */
const LIVES_DAYS = 90;

/** So many tokens of a tenant that name users may work at the same time. */
const MOST_OF_USERS = 1_000;

/** A user of the tenant, by one of the two. */
export type UserName =
  | { readonly attribute: 'id'; readonly value: string }
  | { readonly attribute: 'userName'; readonly value: string };

/**
 * Makes a token that names a user of the tenant, without storing it. It needs what the connector's token flow needs for any token, is
 * not counted among those of the tenant and leaves them alone, and works for 90 days unless an end is given.
 *
 * @throws AdminRefusal in words that say what to do, also when the tenant has no such user
 *
 * @example
 * const user = { attribute: 'userName', value: 'ada@contoso.example' } as const;
 * const { token } = await prepareUserToken(deps, tenant, { description: 'Ada', createdBy: 'support' }, user);
 */
export async function prepareUserToken(
  deps: AdminDeps,
  tenant: Tenant,
  wanted: NewToken,
  by: UserName,
): Promise<PreparedToken> {
  const expires = wanted.expires ?? new Date(tokenTime(deps).getTime() + LIVES_DAYS * DAY_MS);
  const { token } = prepareToken(deps, tenant, { ...wanted, expires });
  const userId = await findUser(deps, tenant, by);
  const secret = makeUserToken();
  return {
    secret,
    token: { ...token, userId, hash: hashToken(secret) },
    limits: { max: MOST_OF_USERS, overlapUntil: undefined },
  };
}

async function findUser(deps: AdminDeps, tenant: Tenant, by: UserName): Promise<string> {
  const { resources } = await listResources(deps, tenant, 'Users', { by, startIndex: 1, count: 1 });
  const [user] = resources;
  if (user !== undefined) return user.id;
  // The name itself is personal, and whoever asks has it.
  throw new AdminRefusal(`The tenant "${tenant.name}" has no User with this ${by.attribute}.`, 'not-found');
}
