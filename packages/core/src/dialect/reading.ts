import { ScimError } from '../error.ts';
import { shorten } from '../shorten.ts';
import type { DepartureId } from './departures.ts';

/**
 * What becomes of a PATCH that names something outside the connector's profile: `ignore` skips and notes it, so that
 * one stray mapping never blocks a deactivation; `refuse` is the letter of RFC 7644.
 */
export type OutsidePolicy = 'ignore' | 'refuse';

/**
 * How one request is read: which departures it may make, and what becomes of what lies outside the profile. It
 * collects what it met, so that the provisioning log can say so. Make one for each request.
 */
export interface Reading {
  /** Asks for a departure by name and notes its use; false when it is switched off. */
  accept(departure: DepartureId): boolean;
  /** Notes a path outside the profile. */
  ignore(path: string): void;
  /** Notes a path outside the profile, or refuses it with that code, as the connector's policy says. */
  outside(path: string, code: 'invalidPath' | 'mutability'): void;
  /** The departures that the request made. */
  readonly departures: ReadonlySet<DepartureId>;
  /** The paths of the request that lie outside the profile and were ignored. */
  readonly ignored: ReadonlySet<string>;
}

/** More ignored paths than this are not worth a line in a log. */
const MOST_IGNORED = 50;

/**
 * Opens a reading for one request.
 *
 * @example
 * const strict = openReading({ off: ['op-in-any-case'], outside: 'refuse' });
 */
export function openReading(
  options: { readonly off?: readonly DepartureId[]; readonly outside?: OutsidePolicy } = {},
): Reading {
  const off = new Set(options.off);
  const met = new Set<DepartureId>();
  const ignored = new Set<string>();
  const ignore = (path: string): void => {
    if (ignored.size < MOST_IGNORED) ignored.add(shorten(path));
  };
  return {
    accept(departure) {
      if (off.has(departure)) return false;
      met.add(departure);
      return true;
    },
    ignore,
    outside(path, code) {
      if (options.outside !== 'refuse') return ignore(path);
      const shown = shorten(path);
      throw new ScimError(
        code,
        code === 'mutability'
          ? `${shown} is read-only: delete this mapping in Entra.`
          : `${shown} is not an attribute of this application: correct or delete this mapping in Entra.`,
        { path: shown },
      );
    },
    departures: met,
    ignored,
  };
}
