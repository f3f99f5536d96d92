import { ScimError, type Resource } from '@scimwright/core';
import { z } from 'zod';

/** The settings of a product that has none. */
export type NoSettings = z.ZodObject<Record<never, never>, z.core.$strict>;

/** Accepts only `{}`. */
export const noSettings: NoSettings = z.strictObject({});

/** A mistake in one setting. */
export interface SettingFault {
  /** The path of the setting, such as `roles[0]`; empty for the settings as a whole. */
  readonly setting: string;
  readonly problem: string;
}

/** The result of parsing a tenant's settings. */
export type ParsedSettings<Settings> =
  | { readonly kind: 'read'; readonly settings: Settings }
  | { readonly kind: 'refused'; readonly faults: readonly SettingFault[] };

/**
 * Parses settings with a vendor's schema. It runs in every request, so a schema that throws counts as a refusal.
 */
export function readWith<Schema extends z.ZodObject>(
  schema: Schema,
  value: unknown,
): ParsedSettings<z.output<Schema>> {
  try {
    const parsed = schema.safeParse(value);
    if (parsed.success) return { kind: 'read', settings: parsed.data };
    return { kind: 'refused', faults: parsed.error.issues.map(faultOf) };
  } catch (error) {
    const problem = `The settings schema failed: ${error instanceof Error ? error.message : String(error)}`;
    return { kind: 'refused', faults: [{ setting: '', problem }] };
  }
}

/** Names an unknown setting itself, not the object around it. */
function faultOf(issue: z.core.$ZodIssue): SettingFault {
  const [stray] = issue.code === 'unrecognized_keys' ? issue.keys : [];
  const path = stray === undefined ? issue.path : [...issue.path, stray];
  return { setting: z.core.toDotPath(path), problem: issue.message };
}

/**
 * Describes mistakes in settings, one on each line.
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
 * The message for an administrator who sent invalid settings.
 *
 * @example
 * describeWrongSettings('Contoso Flow', [{ setting: 'seats', problem: 'Invalid input' }]);
 */
export function describeWrongSettings(displayName: string, faults: readonly SettingFault[]): string {
  return `These settings do not fit ${displayName}.\n${describeFaults(faults)}`;
}

/**
 * The settings that decide about a user. If they are invalid, only a disabled user can be stored, because enabling it asks
 * again.
 *
 * @returns undefined if the settings are invalid and the user is disabled
 * @throws ScimError unavailable if the settings are invalid and the user is not disabled
 *
 * @example
 * settingsFor({ active: false }, { kind: 'refused', faults: [] }, 'Contoso Flow'); // undefined
 */
export function settingsFor<Settings>(
  user: Resource,
  parsed: ParsedSettings<Settings>,
  displayName: string,
): Settings | undefined {
  if (parsed.kind === 'read') return parsed.settings;
  if (user['active'] === false) return undefined;
  throw new ScimError(
    'unavailable',
    `The settings of this ${displayName} tenant are invalid${namesOf(parsed.faults)}, so it cannot be decided whether this user is allowed. Nothing was changed. Users can still be read, disabled and deleted. Ask ${displayName} support to correct the settings; Entra's next attempt then succeeds.`,
  );
}

/** A customer learns which settings are invalid, but not why: that is for the operator. */
function namesOf(faults: readonly SettingFault[]): string {
  const names = [...new Set(faults.flatMap(({ setting }) => (setting === '' ? [] : [setting])))];
  return names.length === 0 ? '' : ` (${names.slice(0, 10).join(', ')})`;
}
