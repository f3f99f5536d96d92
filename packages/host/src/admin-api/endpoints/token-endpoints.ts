import {
  describeLiveTokens,
  issueToken,
  revokeToken,
  showTenant,
  showToken,
  tokenAdvice,
  tokenTime,
} from '@scimwright/server';
import { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { issuedToken, newToken, revokedToken, tokenList } from '../shapes/token.ts';
import { nothing, tenantAt, tenantParams } from './tenant-params.ts';

const path = '/tenants/{connector}/{tenant}/tokens';
const tag = 'Tokens';

/** About the tokens of a tenant. */
export const tokenEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'listTokens',
    method: 'get',
    path,
    tag,
    summary: 'The tokens of a tenant, the newest first; revoked and expired ones too.',
    params: tenantParams,
    query: nothing,
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: tokenList,
    run: async ({ params }, deps) => {
      const tenant = await tenantAt(params, deps);
      const tokens = await deps.store.tokens.list(tenant.id);
      const now = tokenTime(deps);
      return { tokens: tokens.map((token) => showToken(token, now)) };
    },
  }),
  endpoint({
    id: 'issueToken',
    method: 'post',
    path,
    tag,
    summary:
      'Issues a token, for the tenant or for a user of it. Its secret is in the answer and nowhere else.',
    params: tenantParams,
    query: nothing,
    body: newToken,
    refusals: ['not-found', 'conflict', 'refused'],
    status: 201,
    reply: issuedToken,
    run: async ({ params, body: { expires, ...wanted } }, deps) => {
      const tenant = await tenantAt(params, deps);
      const { secret, token } = await issueToken(deps, tenant, {
        ...wanted,
        expires: expires === undefined ? undefined : new Date(expires),
      });
      const { tenantUrl } = showTenant(deps, tenant, deps.origin());
      return {
        tenantUrl,
        secretToken: secret,
        token: showToken(token, tokenTime(deps)),
        message: tokenAdvice(deps, tenant, token),
      };
    },
  }),
  endpoint({
    id: 'revokeToken',
    method: 'post',
    path: `${path}/{id}/revoke`,
    tag,
    summary:
      'Revokes a token; requests with it are refused from now on. The answer says which tokens are left.',
    params: tenantParams.extend({ id: z.string().max(100).describe('The id of the token.') }),
    query: nothing,
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: revokedToken,
    run: async ({ params }, deps) => {
      const tenant = await tenantAt(params, deps);
      const left = await revokeToken(deps, tenant, params.id);
      const tokens = await deps.store.tokens.list(tenant.id);
      const now = tokenTime(deps);
      return {
        tokens: tokens.map((token) => showToken(token, now)),
        left: left.map((token) => showToken(token, now)),
        message: describeLiveTokens(tenant, left).join(' '),
      };
    },
  }),
];
