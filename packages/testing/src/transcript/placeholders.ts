import { isObject, type Json } from '@scimwright/core';

const PLACEHOLDER = /\{([a-z][A-Za-z0-9]*)\}/g;

/** The values of placeholders. */
export type Names = ReadonlyMap<string, string>;

/**
 * Fills the placeholders in a value, at any depth.
 *
 * @throws Error for a placeholder that stands for nothing
 *
 * @example
 * fillPlaceholders({ value: '{user}' }, new Map([['user', '2819']])); // { value: '2819' }
 */
export function fillPlaceholders(value: Json, names: Names): Json {
  if (typeof value === 'string') return value.replace(PLACEHOLDER, (_, name: string) => meant(name, names));
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => fillPlaceholders(item, names));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, fillPlaceholders(part, names)]));
}

/**
 * Fills the placeholders in the path of a request, encoded as Entra does: `+` for a space, hex in lower case.
 *
 * @throws Error for a placeholder that stands for nothing
 */
export function fillPath(path: string, names: Names): string {
  return path.replace(PLACEHOLDER, (_, name: string) =>
    encodeURIComponent(meant(name, names))
      .replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())
      .replaceAll('%20', '+'),
  );
}

/**
 * The names of the placeholders in a text.
 *
 * @example
 * placeholdersIn('/Users/{user}'); // ['user']
 */
export function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(PLACEHOLDER)].flatMap(([, name]) => name ?? []);
}

function meant(name: string, names: Names): string {
  const value = names.get(name);
  if (value === undefined) throw new Error(`The placeholder {${name}} stands for nothing yet.`);
  return value;
}
