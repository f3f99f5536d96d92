import { isList, type ExpressionValue } from '../expression/value.ts';
import type { MappedValue } from '../mapping/mapping.ts';
import type { Difference } from '../wire/differences.ts';
import type { ModifiedProperty } from './outcome.ts';

/** What a log shows of a value that `Redact` hides. */
const REDACTED = '[Redact]';

/** What a creation wrote. */
export function writtenBy(values: readonly MappedValue[]): readonly ModifiedProperty[] {
  return values
    .filter(({ mapping: { target } }) => target.type !== 'reference')
    .map(({ mapping, value, isRedacted }) => ({
      name: mapping.target.path,
      oldValue: null,
      newValue: isRedacted ? REDACTED : shown(value),
    }));
}

/** What a PATCH wrote. */
export function changedBy(changes: readonly Difference[]): readonly ModifiedProperty[] {
  return changes.map(({ mapping, before, after, isRedacted }) => ({
    name: mapping.target.path,
    oldValue: isRedacted && before !== null ? REDACTED : shown(before),
    newValue: isRedacted ? REDACTED : shown(after),
  }));
}

function shown(value: ExpressionValue): string | null {
  if (value === null || typeof value === 'string') return value;
  if (isList(value)) return value.length === 1 ? (value[0] ?? null) : JSON.stringify(value);
  return JSON.stringify(value.roles.map((role) => role.value ?? role.displayName));
}
