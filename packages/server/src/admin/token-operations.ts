import type { Tenant } from '@scimwright/store';
import { z } from 'zod';
import { tokenTime, type AdminApiDeps } from './admin-deps.ts';
import { nothing } from './fields.ts';
import { endpoint } from './operation.ts';
import { showTenant } from './show-tenant.ts';
import { describeLiveTokens, showToken, tokenAdvice, type ShownToken } from './show-token.ts';
import { tenantArguments, tenantAt, tenantParams } from './tenants.ts';
import {
  issueToken,
  revokedToken,
  revokeToken,
  shownIssuedToken,
  tokenList,
  wantedToken,
  type IssuedToken,
} from './tokens.ts';

/**
 * Lists the tokens of a tenant, the newest first, with revoked and expired ones.
 *
 * @example
 * const [newest] = await listTokens(deps, tenant);
 */
export async function listTokens(
  deps: Pick<AdminApiDeps, 'store' | 'clock' | 'tokenClock'>,
  tenant: Pick<Tenant, 'id'>,
): Promise<readonly ShownToken[]> {
  const now = tokenTime(deps);
  return (await deps.store.tokens.list(tenant.id)).map((token) => showToken(token, now));
}

/**
 * Shows a token that was just issued, with its secret.
 *
 * @example
 * const { secretToken, message } = showIssuedToken(deps, tenant, await issueToken(deps, tenant, wanted));
 */
export function showIssuedToken(
  deps: AdminApiDeps,
  tenant: Tenant,
  { secret, token }: IssuedToken,
): z.infer<typeof shownIssuedToken> {
  return {
    tenantUrl: showTenant(deps, tenant, deps.origin()).tenantUrl,
    secretToken: secret,
    token: showToken(token, tokenTime(deps)),
    message: tokenAdvice(deps, tenant, token),
  };
}

const path = '/tenants/{connector}/{tenant}/tokens';
const tag = 'Tokens';

/** The tokens of a tenant. */
export const tokenOperations = {
  listTokens: endpoint({
    id: 'listTokens',
    summary: 'List the tokens of a tenant, the newest first, with revoked and expired ones',
    method: 'get',
    path,
    tag,
    params: tenantParams,
    query: nothing,
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: tokenList,
    run: async ({ params }, deps) => ({ tokens: await listTokens(deps, await tenantAt(params, deps)) }),
    command: { words: 'token list', arguments: tenantArguments, options: {} },
  }),
  issueToken: endpoint({
    id: 'issueToken',
    summary: 'Issue a token, for the tenant or for one of its users; its secret is shown once and not kept',
    method: 'post',
    path,
    tag,
    params: tenantParams,
    query: nothing,
    body: wantedToken,
    refusals: ['not-found', 'conflict', 'refused'],
    status: 201,
    reply: shownIssuedToken,
    run: async ({ params, body: { expires, ...wanted } }, deps) => {
      const tenant = await tenantAt(params, deps);
      const issued = await issueToken(deps, tenant, {
        ...wanted,
        expires: expires === undefined ? undefined : new Date(expires),
      });
      return showIssuedToken(deps, tenant, issued);
    },
    command: {
      words: 'token issue',
      arguments: tenantArguments,
      options: {
        description: { flags: '--description <text>', kind: 'text' },
        createdBy: { flags: '--by <name>', kind: 'text', default: 'command line' },
        scope: { flags: '--scope <name>', kind: 'text' },
        expires: { flags: '--expires <date>', kind: 'date' },
        userName: { flags: '--user <userName>', kind: 'text' },
        userId: { flags: '--user-id <id>', kind: 'text' },
      },
    },
  }),
  revokeToken: endpoint({
    id: 'revokeToken',
    summary: 'Revoke a token, and say which tokens still work',
    method: 'post',
    path: `${path}/{id}/revoke`,
    tag,
    params: tenantParams.extend({ id: z.string().max(100).describe('The id of the token.') }),
    query: nothing,
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: revokedToken,
    run: async ({ params }, deps) => {
      const tenant = await tenantAt(params, deps);
      const left = await revokeToken(deps, tenant, params.id);
      const now = tokenTime(deps);
      return {
        tokens: await listTokens(deps, tenant),
        left: left.map((token) => showToken(token, now)),
        message: describeLiveTokens(tenant, left).join(' '),
      };
    },
    command: { words: 'token revoke', arguments: { ...tenantArguments, id: '<id>' }, options: {} },
  }),
};
