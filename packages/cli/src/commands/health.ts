import { Command } from 'commander';
import { tenantHealth } from '@scimwright/server';
import { forTenant } from '../for-tenant.ts';
import { columns, print, type PrintOptions } from '../print.ts';

/**
 * The command `scimwright health`: whether provisioning works for a tenant, and what somebody should look at.
 *
 * @example
 * program.addCommand(healthCommand());
 */
export function healthCommand(): Command {
  return forTenant<PrintOptions>(
    new Command('health').description('whether provisioning works for a tenant'),
    async ({ admin, tenant }, options) => {
      const health = await tenantHealth(admin, tenant);
      const { last24Hours: day, lastFailure } = health;
      print(options, health, () => [
        ...columns([
          ['Endpoint', health.enabled ? 'enabled' : 'disabled'],
          ['Users', String(health.users)],
          ...(health.groups === undefined ? [] : [['Groups', String(health.groups)]]),
          ['Live tokens', String(health.liveTokens)],
          ['Next expiry', health.nextExpiry ?? 'none'],
          ['Last request', health.lastRequest ?? 'none'],
          ['Last success', health.lastSuccess ?? 'none'],
          ['Last failure', lastFailure === undefined ? 'none' : `${lastFailure.at} ${lastFailure.status}`],
          [
            'Last 24 hours',
            `${day.requests}${day.capped ? ' or more' : ''} requests: ${day.succeeded} succeeded, ${day.refused} refused (${day.refusedTokens} for their token, ${day.throttled} for want of a turn), ${day.faults} faults`,
          ],
          [
            'People or groups failing',
            `${health.unresolved.capped ? 'at least ' : ''}${health.unresolved.resources}`,
          ],
          ['Events', `${health.pendingEvents} pending, ${health.failingEvents} failing`],
        ]),
        '',
        ...(health.warnings.length === 0 ? ['All is well.'] : health.warnings),
      ]);
    },
  );
}
