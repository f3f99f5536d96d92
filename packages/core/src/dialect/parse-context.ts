import { ScimError } from '../error.ts';
import { shorten } from '../shorten.ts';
import type { DepartureId } from './departures.ts';

/**
 * What to do when a PATCH names an unmapped attribute: `ignore` skips it and records it, so that one stray mapping never
 * blocks a disable; `refuse` is what RFC 7644 requires.
 */
export type UnmappedPolicy = 'ignore' | 'refuse';

/**
 * The parse context of one request: which departures are accepted, and what to do about unmapped attributes. It records
 * what it met for the provisioning log. Open one for each request.
 */
export interface ParseContext {
  /** Whether a departure is accepted. Records its use if it is. */
  accept(departure: DepartureId): boolean;
  /** Records an unmapped path. */
  ignore(path: string): void;
  /** Records an unmapped path, or refuses it with this code, as the connector's policy says. */
  unmapped(path: string, code: 'invalidPath' | 'mutability'): void;
  /** The departures that the request used. */
  readonly departures: ReadonlySet<DepartureId>;
  /** The unmapped paths that were ignored. */
  readonly ignored: ReadonlySet<string>;
}

/** The log lists no more ignored paths than this. */
const MAX_IGNORED = 50;

/**
 * Opens the parse context of one request.
 *
 * @example
 * const strict = openParseContext({ off: ['op-in-any-case'], unmapped: 'refuse' });
 */
export function openParseContext(
  options: { readonly off?: readonly DepartureId[]; readonly unmapped?: UnmappedPolicy } = {},
): ParseContext {
  const { off = [] } = options;
  const met = new Set<DepartureId>();
  const ignored = new Set<string>();
  const ignore = (path: string): void => {
    if (ignored.size < MAX_IGNORED) ignored.add(shorten(path));
  };
  return {
    accept(departure) {
      if (off.includes(departure)) return false;
      met.add(departure);
      return true;
    },
    ignore,
    unmapped(path, code) {
      if (options.unmapped !== 'refuse') return ignore(path);
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
