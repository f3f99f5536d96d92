import type { Command } from 'commander';
import { tenantOf } from '@scimwright/server';
import type { Tenant } from '@scimwright/store';
import type { PrintOptions } from './print.ts';
import { withAdmin, type CommandContext } from './with-admin.ts';

/** What a command about a tenant works with. */
export interface TenantContext extends CommandContext {
  readonly tenant: Tenant;
}

/**
 * Gives a command the arguments that name a tenant, and `--json`, and what it does with the tenant.
 *
 * @example
 * forTenant(program.command('show'), async ({ tenant }, options) => print(options, tenant, () => [tenant.name]));
 */
export function forTenant<Options extends PrintOptions>(
  command: Command,
  run: (context: TenantContext, options: Options) => Promise<void>,
): Command {
  return command
    .argument('<connector>', 'the id of its connector')
    .argument('<name>', 'its name in the tenant URL')
    .option('--json', 'print JSON')
    .action((connector: string, name: string, options: Options) =>
      withAdmin(async (context) => {
        const tenant = await tenantOf(context.admin, connector, name);
        await run({ ...context, tenant }, options);
      }),
    );
}
