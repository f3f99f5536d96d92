import { isStorable } from '@scimwright/core';

/**
 * Where in a request there is text that a database could not keep; undefined when there is none. Names of fields count.
 *
 * @example
 * unstorablePath({ body: { description: 'a\0b' } }); // 'body.description'
 */
export function unstorablePath(value: unknown, path: readonly string[] = []): string | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : path.join('.');
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const found = isStorable(name) ? unstorablePath(part, [...path, name]) : path.join('.');
    if (found !== undefined) return found;
  }
  return undefined;
}
