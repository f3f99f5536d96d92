import { Command } from 'commander';
import { handOverLink } from '@scimwright/host';
import { createHandOver, showHandOver, tenantOf, tokenTime, withdrawHandOver } from '@scimwright/server';
import { forTenant } from '../for-tenant.ts';
import { columns, print, type PrintOptions } from '../print.ts';
import { withAdmin } from '../with-admin.ts';

interface CreateOptions extends PrintOptions {
  readonly description: string;
  readonly by: string;
}

/**
 * The command `scimwright handover`: make, list and withdraw the links by which support hands a token over.
 *
 * @example
 * program.addCommand(handoverCommand());
 */
export function handoverCommand(): Command {
  const command = new Command('handover').description('the links by which support hands a token over');
  forTenant<CreateOptions>(
    command
      .command('create')
      .description('make a link that issues the token and shows it, to whoever opens it, once')
      .option('--description <text>', 'what the token is for', 'Microsoft Entra ID')
      .option('--by <name>', 'who makes it', 'command line'),
    async ({ admin, origin, tenant }, options) => {
      const { description, by } = options;
      const made = await createHandOver(admin, tenant, { description, createdBy: by });
      const link = handOverLink(origin, made.code);
      const handOver = showHandOver(made.handOver, tokenTime(admin));
      print(options, { link, handOver }, () => [
        link,
        '',
        `It works once, until ${handOver.expires}. Send it to the customer: it cannot be shown again.`,
        `To take it back before it is used: scimwright handover withdraw ${tenant.connector} ${tenant.name} ${handOver.id}`,
      ]);
    },
  );
  forTenant<PrintOptions>(
    command.command('list').description('list the links of a tenant, and what became of them'),
    async ({ admin, tenant }, options) => {
      const handOvers = await admin.store.handOvers.list(tenant.id);
      const now = tokenTime(admin);
      const shown = handOvers.map((handOver) => showHandOver(handOver, now));
      print(options, shown, () =>
        shown.length === 0
          ? ['The tenant has no link yet. "scimwright handover create" makes one.']
          : columns([
              ['ID', 'STATE', 'CREATED', 'BY', 'EXPIRES', 'REDEEMED', 'TOKEN', 'WITHDRAWN'],
              ...shown.map((one) => [
                one.id,
                one.state,
                one.created,
                one.createdBy,
                one.expires,
                one.redeemed ?? 'no',
                one.tokenId ?? 'none',
                one.withdrawn ?? 'no',
              ]),
            ]),
      );
    },
  );
  command
    .command('withdraw')
    .description('withdraw a link that nobody has used: it issues no token any more')
    .argument('<connector>', 'the id of its connector')
    .argument('<name>', "the tenant's name in the tenant URL")
    .argument('<id>', 'the id of the link')
    .option('--json', 'print JSON')
    .action((connector: string, name: string, id: string, options: PrintOptions) =>
      withAdmin(async ({ admin }) => {
        const tenant = await tenantOf(admin, connector, name);
        const handOver = showHandOver(await withdrawHandOver(admin, tenant, id), tokenTime(admin));
        print(options, handOver, () => [`The link ${id} issues no token any more.`]);
      }),
    );
  return command;
}
