import type { Connector, SettingFault } from '@scimwright/connector-kit';
import type { Tenant } from '@scimwright/store';

/**
 * What is wrong with the stored settings of a tenant: an earlier version of its connector took them, and this one does
 * not.
 *
 * @example
 * settingFaults(bic, tenant); // [{ setting: 'roles', problem: 'Invalid input: expected array' }]
 */
export function settingFaults(
  { readSettings }: Pick<Connector, 'readSettings'>,
  { settings }: Pick<Tenant, 'settings'>,
): readonly SettingFault[] {
  const reading = readSettings(settings);
  return reading.kind === 'refused' ? reading.faults : [];
}
