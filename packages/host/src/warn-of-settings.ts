import type { Connector } from '@scimwright/connector-kit';
import type { Logger } from '@scimwright/server';
import { settingFaults } from '@scimwright/server/internal';
import type { Store } from '@scimwright/store';
import { tenantsOf } from './tenants-of.ts';

/** The most tenants that the log names: a mistake in a settings schema affects all of them. */
const MAX_NAMED = 20;

/** Warns of each tenant whose stored settings its connector does not accept. Its health says so too. */
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
      if (found > MAX_NAMED) continue;
      logger.warn(
        { connector: connector.id, tenant: tenant.name, faults },
        'the connector does not accept the settings of a tenant; "scimwright health" lists what is refused until they are corrected',
      );
    }
    if (found > MAX_NAMED) {
      const fields = { connector: connector.id, tenants: found, named: MAX_NAMED };
      logger.warn(fields, 'more tenants have settings that their connector does not accept');
    }
  }
}
