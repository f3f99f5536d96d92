import type { BoundPath } from '../schema/resource-type.ts';

/** Which part of an attribute or extension is named: all of it, some sub-attributes, or nothing (undefined). */
export type Named = ReadonlySet<string> | 'all' | undefined;

/** The named part of each attribute and extension. The parts of an extension are `manager` and `manager.value`. */
export type NamedPaths = ReadonlyMap<string, NonNullable<Named>>;

/**
 * Collects what paths name. An attribute that is named as a whole and in part counts as a whole.
 *
 * @param whole - URNs of extensions that are named as a whole
 *
 * @example
 * namedPaths([emailsValuePath]); // new Map([['emails', new Set(['value'])]])
 */
export function namedPaths(paths: Iterable<BoundPath>, whole: readonly string[] = []): NamedPaths {
  const names = new Map<string, Set<string> | 'all'>(whole.map((urn) => [urn, 'all']));
  for (const { extension, attribute, sub } of paths) {
    const name = extension ?? attribute.name;
    const part = extension === undefined ? sub?.name : dotted(attribute.name, sub?.name);
    const known = names.get(name);
    if (part === undefined || known === 'all') names.set(name, 'all');
    else names.set(name, (known ?? new Set()).add(part));
  }
  return names;
}

/**
 * The named part of one attribute of an extension.
 *
 * @example
 * namedWithin(new Set(['manager.value']), 'manager'); // new Set(['value'])
 */
export function namedWithin(named: Named, name: string): Named {
  if (named === undefined) return undefined;
  if (named === 'all' || named.has(name)) return 'all';
  const start = dotted(name, '');
  const parts = [...named].flatMap((part) => (part.startsWith(start) ? [part.slice(start.length)] : []));
  return parts.length === 0 ? undefined : new Set(parts);
}

/**
 * Whether a sub-attribute is named itself, not only with its whole attribute.
 *
 * @example
 * namesPart('all', 'value'); // false
 */
export function namesPart(named: Named, part: string): boolean {
  return named !== undefined && named !== 'all' && named.has(part);
}

function dotted(name: string, part: string | undefined): string {
  return part === undefined ? name : `${name}.${part}`;
}
