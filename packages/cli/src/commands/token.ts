import { Command } from 'commander';
import {
  describeLiveTokens,
  issueToken,
  revokeToken,
  showToken,
  tenantOf,
  tokenAdvice,
  tokenTime,
} from '@scimwright/server';
import { forTenant } from '../for-tenant.ts';
import { parseDate } from '../parse-date.ts';
import { columns, print, type PrintOptions } from '../print.ts';
import { withAdmin } from '../with-admin.ts';

interface IssueOptions extends PrintOptions {
  readonly description?: string;
  readonly by: string;
  readonly scope?: string;
  readonly expires?: Date;
  readonly user?: string;
  readonly userId?: string;
}

/**
 * The command `scimwright token`: issue, list and revoke the tokens of a tenant.
 *
 * @example
 * program.addCommand(tokenCommand());
 */
export function tokenCommand(): Command {
  const command = new Command('token').description('the secret tokens of a tenant');
  forTenant<IssueOptions>(
    command
      .command('issue')
      .description('issue a token; the secret is printed once and kept nowhere')
      .option('--description <text>', 'what it is for; "Microsoft Entra ID" unless given, "/Me" with a user')
      .option('--by <name>', 'who issues it', 'command line')
      .option('--scope <name>', 'its scope; the one that opens the endpoint unless given')
      .option('--expires <date>', 'when it stops working; after 90 days with a user', parseDate)
      .option('--user <userName>', 'a user of the tenant, who reads /Me with it; it opens nothing else')
      .option('--user-id <id>', 'the same, by id'),
    async ({ admin, tenant }, options) => {
      const { description, by, scope, expires, user, userId } = options;
      const wanted = { description, createdBy: by, scope, expires, userName: user, userId };
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
      print(options, shown, () => [`Secret Token  ${secret}`, '', message]);
    },
  );
  forTenant<PrintOptions>(
    command.command('list').description('list the tokens of a tenant'),
    async ({ admin, tenant }, options) => {
      const tokens = await admin.store.tokens.list(tenant.id);
      const now = tokenTime(admin);
      const shown = tokens.map((token) => showToken(token, now));
      print(options, shown, () =>
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
    },
  );
  command
    .command('revoke')
    .description('revoke a token')
    .argument('<connector>', 'the id of its connector')
    .argument('<name>', "the tenant's name in the tenant URL")
    .argument('<id>', 'the id of the token')
    .option('--json', 'print JSON')
    .action((connector: string, name: string, id: string, options: PrintOptions) =>
      withAdmin(async ({ admin }) => {
        const tenant = await tenantOf(admin, connector, name);
        const left = await revokeToken(admin, tenant, id);
        const now = tokenTime(admin);
        const sentences = describeLiveTokens(tenant, left);
        const shown = {
          revoked: id,
          left: left.map((token) => showToken(token, now)),
          message: sentences.join(' '),
        };
        print(options, shown, () => [`The token ${id} opens nothing any more.`, '', ...sentences]);
      }),
    );
  return command;
}
