import { ScimError, type Resource } from '@scimwright/core';
import { z } from 'zod';

/** The settings of a product whose customers are all alike: none. */
export type NoSettings = z.ZodObject<Record<never, never>, z.core.$strict>;

/** Takes `{}` alone. */
export const noSettings: NoSettings = z.strictObject({});

/** What is wrong with one setting. */
export interface SettingFault {
  /** Where it stands, such as `roles[0]`; empty for the settings as a whole. */
  readonly setting: string;
  readonly problem: string;
}

/** What came of reading a tenant's settings. */
export type SettingsReading<Settings> =
  | { readonly kind: 'read'; readonly settings: Settings }
  | { readonly kind: 'refused'; readonly faults: readonly SettingFault[] };

/**
 * Reads settings with a vendor's schema. A schema that throws refuses them too: it runs at each request.
 *
 * @example
 * import { z } from 'zod';
 *
 * readWith(z.strictObject({ seats: z.number() }), {}).kind; // 'refused'
 */
export function readWith<Schema extends z.ZodObject>(
  schema: Schema,
  value: unknown,
): SettingsReading<z.output<Schema>> {
  try {
    const parsed = schema.safeParse(value);
    if (parsed.success) return { kind: 'read', settings: parsed.data };
    return { kind: 'refused', faults: parsed.error.issues.map(faultOf) };
  } catch (error) {
    const problem = `The settings schema failed: ${error instanceof Error ? error.message : String(error)}`;
    return { kind: 'refused', faults: [{ setting: '', problem }] };
  }
}

/** A setting that is not known is named itself, not the object around it. */
function faultOf(issue: z.core.$ZodIssue): SettingFault {
  const [stray] = issue.code === 'unrecognized_keys' ? issue.keys : [];
  const path = stray === undefined ? issue.path : [...issue.path, stray];
  return { setting: z.core.toDotPath(path), problem: issue.message };
}

/**
 * What is wrong with settings, a line for each.
 *
 * @example
 * describeFaults([{ setting: 'seats', problem: 'Invalid input' }]); // 'seats: Invalid input'
 */
export function describeFaults(faults: readonly SettingFault[]): string {
  return faults
    .map(({ setting, problem }) => (setting === '' ? problem : `${setting}: ${problem}`))
    .join('\n');
}

/**
 * What somebody is told who gave settings that are wrong.
 *
 * @example
 * wrongSettings('Contoso Flow', [{ setting: 'seats', problem: 'Invalid input' }]);
 */
export function wrongSettings(displayName: string, faults: readonly SettingFault[]): string {
  return `These settings do not fit ${displayName}.\n${describeFaults(faults)}`;
}

/**
 * What the settings say of a user. Where they are refused, nobody knows: then a user who cannot sign in may be stored,
 * since enabling asks again, and any other may not.
 *
 * @returns undefined where nobody knows and the user cannot sign in
 * @throws ScimError unavailable for any other user
 *
 * @example
 * settingsFor({ active: false }, { kind: 'refused', faults: [] }, 'Contoso Flow'); // undefined
 */
export function settingsFor<Settings>(
  user: Resource,
  reading: SettingsReading<Settings>,
  displayName: string,
): Settings | undefined {
  if (reading.kind === 'read') return reading.settings;
  if (user['active'] === false) return undefined;
  throw new ScimError(
    'unavailable',
    `${displayName} cannot read the settings of this tenant${namesOf(reading.faults)}, so it cannot tell whether this user is allowed. Nothing was changed. Users can be read, disabled and deleted meanwhile. Ask the support of ${displayName} to correct the settings; then Entra's next attempt succeeds.`,
  );
}

/** A customer is told which settings, and not what is wrong with them: the operator is. */
function namesOf(faults: readonly SettingFault[]): string {
  const names = [...new Set(faults.flatMap(({ setting }) => (setting === '' ? [] : [setting])))];
  return names.length === 0 ? '' : ` (${names.slice(0, 10).join(', ')})`;
}
