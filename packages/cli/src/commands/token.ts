import {
  describeLiveTokens,
  issueToken,
  listTokens,
  operations,
  revokeToken,
  showToken,
  tokenAdvice,
  tokenTime,
} from '@scimwright/server/admin';
import { forTenant, groupOf, type MakeCommand } from '../command-of.ts';
import { columns } from '../print.ts';

/** The command `scimwright token`: issues, lists and revokes the tokens of a tenant. */
export function tokenCommand(): MakeCommand {
  return groupOf('token', 'the secret tokens of a tenant', [
    forTenant(operations.issueToken, async ({ admin, tenant, print }, input) => {
      const { description, createdBy, scope, expires, userName, userId } = input;
      const wanted = { description, createdBy, scope, expires, userName, userId };
      const { secret, token } = await issueToken(admin, tenant, wanted);
      const message = tokenAdvice(admin, tenant, token);
      const shown = {
        id: token.id,
        scope: token.scope,
        userId: token.userId,
        secretToken: secret,
        expires: token.expires,
        message,
      };
      print(input, shown, () => [`Secret Token  ${secret}`, '', message]);
    }),
    forTenant(operations.listTokens, async ({ admin, tenant, print }, input) => {
      const shown = await listTokens(admin, tenant);
      print(input, shown, () =>
        shown.length === 0
          ? ['The tenant has no token yet. "scimwright token issue" makes one.']
          : columns([
              ['ID', 'STATE', 'SCOPE', 'USER', 'DESCRIPTION', 'CREATED', 'EXPIRES', 'LAST USED'],
              ...shown.map((token) => [
                token.id,
                token.state,
                token.scope,
                token.userId ?? '',
                token.description,
                token.created,
                token.expires ?? 'never',
                token.lastUsed ?? 'never',
              ]),
            ]),
      );
    }),
    forTenant(operations.revokeToken, async ({ admin, tenant, print }, input) => {
      const left = await revokeToken(admin, tenant, input.id);
      const now = tokenTime(admin);
      const sentences = describeLiveTokens(tenant, left);
      const shown = {
        revoked: input.id,
        left: left.map((token) => showToken(token, now)),
        message: sentences.join(' '),
      };
      print(input, shown, () => [`The token ${input.id} no longer opens anything.`, '', ...sentences]);
    }),
  ]);
}
