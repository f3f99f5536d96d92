import type { Connector } from '@scimwright/connector-kit';
import type { Logger } from '@scimwright/server';
import { settingFaults } from '@scimwright/server/admin';
import type { Store } from '@scimwright/store';
import { tenantsOf } from './tenants-of.ts';

/** So many tenants are named; a mistake in a settings schema concerns all of them. */
const MOST_NAMED = 20;

/**
 * Says of each tenant whose stored settings its connector does not take, what is wrong: health says it too, later.
 *
 * @example
 * await warnOfSettings({ connectors: [bic], store, logger });
 */
export async function warnOfSettings({
  connectors,
  store,
  logger,
}: {
  readonly connectors: readonly Connector[];
  readonly store: Pick<Store, 'tenants'>;
  readonly logger: Logger;
}): Promise<void> {
  for (const connector of connectors) {
    let found = 0;
    for await (const tenant of tenantsOf(store, connector.id)) {
      const faults = settingFaults(connector, tenant);
      if (faults.length === 0) continue;
      found += 1;
      if (found > MOST_NAMED) continue;
      logger.warn(
        { connector: connector.id, tenant: tenant.name, faults },
        'the settings of a tenant are not what its connector takes; "scimwright health" says what is refused meanwhile',
      );
    }
    if (found > MOST_NAMED) {
      const fields = { connector: connector.id, tenants: found, named: MOST_NAMED };
      logger.warn(fields, 'more tenants than were named have settings that their connector does not take');
    }
  }
}
