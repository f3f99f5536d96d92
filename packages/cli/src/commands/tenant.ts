import { Command, InvalidArgumentError } from 'commander';
import { changeTenant, connectorOf, createTenant, tenantOf } from '@scimwright/server';
import type { Tenant } from '@scimwright/store';
import { columns, print, type PrintOptions } from '../print.ts';
import { withAdmin, type CommandContext } from '../with-admin.ts';

interface TenantOptions extends PrintOptions {
  readonly entitlement?: readonly string[];
  readonly settings?: unknown;
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidArgumentError('It must be JSON, such as \'{"roles":["Editor"]}\'.');
  }
}

/**
 * The command `scimwright tenant`: list, create, show and change the tenants of a host.
 *
 * @example
 * program.addCommand(tenantCommand());
 */
export function tenantCommand(): Command {
  const command = new Command('tenant').description('the customers of each connector');
  command
    .command('list')
    .description('list the tenants, of all connectors or of one')
    .argument('[connector]', 'the id of a connector, such as bic')
    .option('--json', 'print JSON')
    .action((connector: string | undefined, options: PrintOptions) =>
      withAdmin(async (context) => {
        const { store } = context.admin;
        if (connector !== undefined) connectorOf(context.admin, connector);
        const tenants = await store.tenants.list(connector);
        const shown = tenants.map((tenant) => describe(context, tenant));
        print(options, shown, () =>
          shown.length === 0
            ? ['There is no tenant yet. "scimwright tenant create" makes one.']
            : columns(
                shown.map((one) => [
                  one.connector,
                  one.tenant,
                  one.enabled ? 'enabled' : 'disabled',
                  one.tenantUrl,
                ]),
              ),
        );
      }),
    );
  command
    .command('show')
    .description('show a tenant')
    .argument('<connector>', 'the id of its connector')
    .argument('<name>', 'its name in the tenant URL')
    .option('--json', 'print JSON')
    .action((connector: string, name: string, options: PrintOptions) =>
      withAdmin(async (context) =>
        printTenant(context, options, await tenantOf(context.admin, connector, name)),
      ),
    );
  command
    .command('create')
    .description('create a tenant')
    .argument('<connector>', 'the id of its connector')
    .argument('<name>', 'its name in the tenant URL')
    .option('--entitlement <name>', 'what the customer has bought; may be given more than once', collect)
    .option('--settings <json>', 'the settings of the tenant, as JSON', parseJson)
    .option('--json', 'print JSON')
    .action((connector: string, name: string, options: TenantOptions) =>
      withAdmin(async (context) => {
        const { entitlement = [], settings } = options;
        const wanted = { connector, name, settings, entitlements: entitlement };
        printTenant(context, options, await createTenant(context.admin, wanted));
      }),
    );
  command
    .command('set')
    .description('change a tenant; what is not named stays')
    .argument('<connector>', 'the id of its connector')
    .argument('<name>', 'its name in the tenant URL')
    .option('--enabled', 'let its endpoint answer')
    .option('--no-enabled', 'let its endpoint refuse every request')
    .option(
      '--entitlement <name>',
      'replace what the customer has bought; may be given more than once',
      collect,
    )
    .option('--settings <json>', 'replace the settings, as JSON', parseJson)
    .option('--json', 'print JSON')
    .action((connector: string, name: string, options: TenantOptions & { readonly enabled?: boolean }) =>
      withAdmin(async (context) => {
        const tenant = await tenantOf(context.admin, connector, name);
        const { enabled, entitlement, settings } = options;
        const changed = await changeTenant(context.admin, tenant, {
          ...(enabled !== undefined && { enabled }),
          ...(entitlement !== undefined && { entitlements: entitlement }),
          ...(settings !== undefined && { settings }),
        });
        printTenant(context, options, changed);
      }),
    );
  return command;
}

function describe({ admin, origin }: CommandContext, tenant: Tenant) {
  const { path } = connectorOf(admin, tenant.connector);
  return {
    connector: tenant.connector,
    tenant: tenant.name,
    tenantUrl: `${origin}${path.replace(':tenant', tenant.name)}`,
    enabled: tenant.enabled,
    entitlements: tenant.entitlements,
    settings: tenant.settings,
    created: tenant.created,
  };
}

function printTenant(context: CommandContext, options: PrintOptions, tenant: Tenant): void {
  const shown = describe(context, tenant);
  print(options, shown, () =>
    columns([
      ['Connector', shown.connector],
      ['Tenant', shown.tenant],
      ['Tenant URL', shown.tenantUrl],
      ['Endpoint', shown.enabled ? 'enabled' : 'disabled'],
      ['Entitlements', shown.entitlements.join(', ') || 'none'],
      ['Settings', JSON.stringify(shown.settings)],
      ['Created', shown.created],
    ]),
  );
}
