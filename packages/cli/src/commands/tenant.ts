import { setTimeout } from 'node:timers/promises';
import { sweepAll } from '@scimwright/host';
import { Command, InvalidArgumentError } from 'commander';
import {
  AdminRefusal,
  changeTenant,
  createTenant,
  describeLiveTokens,
  enableTenant,
  listTenants,
  liveTokens,
  removeTenant,
  showTenant,
  showToken,
  tokenAdvice,
  tokenTime,
  type ShownTenant,
} from '@scimwright/server';
import type { Tenant } from '@scimwright/store';
import { forTenant } from '../for-tenant.ts';
import { columns, print, type PrintOptions } from '../print.ts';
import { withAdmin, type CommandContext } from '../with-admin.ts';

interface TenantOptions extends PrintOptions {
  /** False for `--no-entitlement`. */
  readonly entitlement?: readonly string[] | false;
  readonly settings?: unknown;
}

const PAGE = 200;

const collect = (value: string, before: TenantOptions['entitlement']): readonly string[] => [
  ...(before || []),
  value,
];

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidArgumentError('It must be JSON, such as \'{"roles":["Editor"]}\'.');
  }
}

/**
 * The command `scimwright tenant`: list, create, show, change, switch and delete the tenants of a host.
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
      withAdmin((context) => printTenants(context, connector, options)),
    );
  forTenant<PrintOptions>(
    command.command('show').description('show a tenant'),
    async ({ tenant, ...context }, options) => printTenant(context, options, tenant),
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
        const { entitlement, settings } = options;
        const wanted = { connector, name, settings, entitlements: entitlement || [] };
        printTenant(context, options, await createTenant(context.admin, wanted));
      }),
    );
  forTenant<TenantOptions & { readonly enabled?: boolean }>(
    command
      .command('set')
      .description('change a tenant; what is not named stays')
      .option('--enabled', 'let its endpoint answer')
      .option('--no-enabled', 'let its endpoint refuse every request')
      .option(
        '--entitlement <name>',
        'replace what the customer has bought; may be given more than once',
        collect,
      )
      .option('--no-entitlement', 'take away all that the customer has bought')
      .option('--settings <json>', 'replace the settings, as JSON', parseJson),
    async ({ tenant, ...context }, options) => {
      const { enabled, entitlement, settings } = options;
      const entitlements = entitlement === false ? [] : entitlement;
      const changed = await changeTenant(context.admin, tenant, { enabled, entitlements, settings });
      printTenant(context, options, changed);
    },
  );
  forTenant<PrintOptions & { readonly by: string }>(
    command
      .command('enable')
      .description('let its endpoint answer; makes the token where the product says so, and prints it once')
      .option('--by <name>', 'who does it', 'command line'),
    async ({ tenant, admin, origin }, options) => {
      const enabled = await enableTenant(admin, tenant, { createdBy: options.by });
      const shown = showTenant(admin, enabled.tenant, origin);
      const issued = enabled.issued && {
        secretToken: enabled.issued.secret,
        token: showToken(enabled.issued.token, tokenTime(admin)),
        message: tokenAdvice(admin, enabled.tenant, enabled.issued.token),
      };
      const works = describeLiveTokens(enabled.tenant, await liveTokens(admin, enabled.tenant));
      print(options, { tenant: shown, issued, message: works.join(' ') }, () => [
        `The endpoint of ${shown.tenant} answers.`,
        '',
        ...(issued === undefined
          ? works
          : [
              ...columns([
                ['Tenant URL', shown.tenantUrl],
                ['Secret Token', issued.secretToken],
              ]),
              '',
              issued.message,
            ]),
      ]);
    },
  );
  forTenant<PrintOptions>(
    command.command('disable').description('let its endpoint refuse every request'),
    async ({ tenant, ...context }, options) =>
      printTenant(context, options, await changeTenant(context.admin, tenant, { enabled: false })),
  );
  forTenant<PrintOptions & { readonly yes?: boolean }>(
    command
      .command('delete')
      .description('delete a tenant with its tokens, people, groups, events and log, for good')
      .option('--yes', 'really'),
    async ({ tenant, admin }, options) => {
      if (!options.yes) {
        throw new AdminRefusal(
          `This deletes the tenant "${tenant.name}" with its tokens, people, groups, events and log, for good. Say --yes to do it.`,
        );
      }
      await removeTenant(admin, tenant, tenant.name);
      print(options, { connector: tenant.connector, tenant: tenant.name }, () => [
        `The tenant ${tenant.name} is gone.`,
      ]);
      await deleteTheRest(admin);
    },
  );
  return command;
}

/** How long others have the database to themselves after each portion: SQLite has no queue of those who want to write. */
const BREATH_MS = 50;

async function deleteTheRest({ store, clock }: CommandContext['admin']): Promise<void> {
  let isSaid = false;
  const deleted = await sweepAll(store, clock, {
    between: async () => {
      if (!isSaid) process.stderr.write(`${IN_STEPS}\n`);
      isSaid = true;
      await setTimeout(BREATH_MS);
    },
  });
  if (isSaid) process.stderr.write(`${deleted} further rows were deleted.\n`);
}

const IN_STEPS =
  'Much belonged to it, which is being deleted in steps now. If you stop this, the host goes on with it, or the next one that starts.';

async function printTenants(
  { admin, origin }: CommandContext,
  connector: string | undefined,
  options: PrintOptions,
): Promise<void> {
  const shown: ShownTenant[] = [];
  let after: string | undefined;
  do {
    const page = await listTenants(admin, { connector, after, limit: PAGE });
    shown.push(...page.tenants.map((tenant) => showTenant(admin, tenant, origin)));
    after = page.next;
  } while (after !== undefined);
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
}

function printTenant({ admin, origin }: CommandContext, options: PrintOptions, tenant: Tenant): void {
  const shown = showTenant(admin, tenant, origin);
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
