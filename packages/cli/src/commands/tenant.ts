import { setTimeout } from 'node:timers/promises';
import { sweepAll } from '@scimwright/host/internal';
import {
  AdminRefusal,
  changeTenant,
  createTenant,
  describeLiveTokens,
  enableTenant,
  listTenants,
  liveTokens,
  operations,
  removeTenant,
  showTenant,
  showToken,
  tokenAdvice,
  tokenTime,
  type ShownTenant,
} from '@scimwright/server/admin';
import { deletes } from '@scimwright/server/admin/internal';
import type { Tenant } from '@scimwright/store';
import { commandOf, forTenant, groupOf, type MakeCommand } from '../command-of.ts';
import { columns, type PrintOptions } from '../print.ts';
import type { CommandContext } from '../with-admin.ts';

const PAGE = 200;

/**
 * The command `scimwright tenant`: lists, creates, shows, changes, enables, disables and deletes the tenants of a host.
 */
export function tenantCommand(): MakeCommand {
  return groupOf('tenant', 'the customers of each connector', [
    commandOf(operations.listTenants, (context, input) => printTenants(context, input.connector, input)),
    forTenant(operations.showTenant, async ({ tenant, ...context }, input) =>
      printTenant(context, input, tenant),
    ),
    commandOf(operations.createTenant, async (context, input) => {
      const { connector, tenant: name, settings, entitlements = [] } = input;
      printTenant(
        context,
        input,
        await createTenant(context.admin, { connector, name, settings, entitlements }),
      );
    }),
    forTenant(operations.changeTenant, async ({ tenant, ...context }, input) => {
      const { enabled, entitlements, settings } = input;
      const changed = await changeTenant(context.admin, tenant, { enabled, entitlements, settings });
      printTenant(context, input, changed);
    }),
    forTenant(operations.enableTenant, async ({ tenant, admin, print }, input) => {
      const enabled = await enableTenant(admin, tenant, input);
      const shown = showTenant(admin, enabled.tenant, admin.origin());
      const issued = enabled.issued && {
        secretToken: enabled.issued.secret,
        token: showToken(enabled.issued.token, tokenTime(admin)),
        message: tokenAdvice(admin, enabled.tenant, enabled.issued.token),
      };
      const works = describeLiveTokens(enabled.tenant, await liveTokens(admin, enabled.tenant));
      print(input, { tenant: shown, issued, message: works.join(' ') }, () => [
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
    }),
    forTenant(operations.disableTenant, async ({ tenant, ...context }, input) =>
      printTenant(context, input, await changeTenant(context.admin, tenant, { enabled: false })),
    ),
    forTenant(operations.deleteTenant, async ({ tenant, admin, print, say }, input) => {
      if (!input.yes) throw new AdminRefusal(`${deletes(tenant)} Say --yes to do it.`);
      await removeTenant(admin, tenant, tenant.name);
      print(input, { connector: tenant.connector, tenant: tenant.name }, () => [
        `The tenant ${tenant.name} is gone.`,
      ]);
      await deleteTheRest(admin, say);
    }),
  ]);
}

/** The pause after each portion, in which other processes can write: SQLite does not queue writers. */
const PAUSE_MS = 50;

async function deleteTheRest(
  { store, clock }: CommandContext['admin'],
  say: CommandContext['say'],
): Promise<void> {
  let isSaid = false;
  const deleted = await sweepAll(store, clock, {
    between: async () => {
      if (!isSaid) say(IN_STEPS);
      isSaid = true;
      await setTimeout(PAUSE_MS);
    },
  });
  if (isSaid) say(`${deleted} further rows were deleted.`);
}

const IN_STEPS =
  'Much belonged to it and is being deleted in steps now. If you stop this, the host goes on with it, or the next one that starts.';

async function printTenants(
  { admin, print }: CommandContext,
  connector: string | undefined,
  options: PrintOptions,
): Promise<void> {
  const shown: ShownTenant[] = [];
  let after: string | undefined;
  do {
    const page = await listTenants(admin, { connector, after, limit: PAGE });
    shown.push(...page.tenants.map((tenant) => showTenant(admin, tenant, admin.origin())));
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

function printTenant({ admin, print }: CommandContext, options: PrintOptions, tenant: Tenant): void {
  const shown = showTenant(admin, tenant, admin.origin());
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
