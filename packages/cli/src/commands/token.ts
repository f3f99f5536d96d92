import { Command, InvalidArgumentError } from 'commander';
import { issueToken, revokeToken, tenantOf } from '@scimwright/server';
import { isLive, type StoredToken } from '@scimwright/store';
import { columns, print, type PrintOptions } from '../print.ts';
import { withAdmin } from '../with-admin.ts';

interface IssueOptions extends PrintOptions {
  readonly description: string;
  readonly by: string;
  readonly expires?: Date;
}

function parseDate(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new InvalidArgumentError('It must be a date, such as 2027-12-31.');
  return date;
}

/**
 * The command `scimwright token`: issue, list and revoke the tokens of a tenant.
 *
 * @example
 * program.addCommand(tokenCommand());
 */
export function tokenCommand(): Command {
  const command = new Command('token').description('the secret tokens of a tenant');
  command
    .command('issue')
    .description('issue a token; the secret is printed once and kept nowhere')
    .argument('<connector>', "the id of the tenant's connector")
    .argument('<name>', "the tenant's name in the tenant URL")
    .option('--description <text>', 'what it is for', 'Microsoft Entra ID')
    .option('--by <name>', 'who issues it', 'command line')
    .option('--expires <date>', 'when it stops working', parseDate)
    .option('--json', 'print JSON')
    .action((connector: string, name: string, options: IssueOptions) =>
      withAdmin(async ({ admin }) => {
        const tenant = await tenantOf(admin, connector, name);
        const { description, by, expires } = options;
        const { secret, token } = await issueToken(admin, tenant, { description, createdBy: by, expires });
        print(options, { id: token.id, secretToken: secret, expires: token.expires }, () => [
          `Secret Token  ${secret}`,
          '',
          'Copy it now into Entra: it cannot be shown again.',
        ]);
      }),
    );
  command
    .command('list')
    .description('list the tokens of a tenant')
    .argument('<connector>', "the id of the tenant's connector")
    .argument('<name>', "the tenant's name in the tenant URL")
    .option('--json', 'print JSON')
    .action((connector: string, name: string, options: PrintOptions) =>
      withAdmin(async ({ admin }) => {
        const tenant = await tenantOf(admin, connector, name);
        const tokens = await admin.store.tokens.list(tenant.id);
        const now = admin.clock();
        const shown = tokens.map((token) => describe(token, now));
        print(options, shown, () =>
          shown.length === 0
            ? ['The tenant has no token yet. "scimwright token issue" makes one.']
            : columns([
                ['ID', 'STATE', 'DESCRIPTION', 'CREATED', 'EXPIRES', 'LAST USED'],
                ...shown.map((token) => [
                  token.id,
                  token.state,
                  token.description,
                  token.created,
                  token.expires ?? 'never',
                  token.lastUsed ?? 'never',
                ]),
              ]),
        );
      }),
    );
  command
    .command('revoke')
    .description('revoke a token')
    .argument('<connector>', "the id of the tenant's connector")
    .argument('<name>', "the tenant's name in the tenant URL")
    .argument('<id>', 'the id of the token')
    .option('--json', 'print JSON')
    .action((connector: string, name: string, id: string, options: PrintOptions) =>
      withAdmin(async ({ admin }) => {
        await revokeToken(admin, await tenantOf(admin, connector, name), id);
        print(options, { revoked: id }, () => [`The token ${id} opens nothing any more.`]);
      }),
    );
  return command;
}

/** Everything about a token that may be seen. */
function describe(token: StoredToken, now: Date) {
  const { id, description, scope, createdBy, created, expires, lastUsed, revoked } = token;
  return {
    id,
    state: stateOf(token, now),
    description,
    scope,
    createdBy,
    created,
    expires,
    lastUsed,
    revoked,
  };
}

function stateOf(token: StoredToken, now: Date): string {
  if (token.revoked !== undefined) return 'revoked';
  return isLive(token, now) ? 'live' : 'expired';
}
