import { operations, tenantHealth } from '@scimwright/server/admin';
import { forTenant, type MakeCommand } from '../command-of.ts';
import { columns } from '../print.ts';

/** The command `scimwright health`: whether provisioning works for a tenant, with its problems. */
export function healthCommand(): MakeCommand {
  return forTenant(operations.showHealth, async ({ admin, tenant, print }, input) => {
    await admin.findRoom();
    const health = await tenantHealth(admin, tenant);
    const { last24Hours: day, lastFailure } = health;
    print(input, health, () => [
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
        ['Last listener', health.lastListener ?? 'none'],
      ]),
      '',
      ...(health.warnings.length === 0 ? ['All is well.'] : health.warnings),
    ]);
  });
}
