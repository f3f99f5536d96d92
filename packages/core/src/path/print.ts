import type { AttributePath } from './ast.ts';

/**
 * Prints an attribute path; the inverse of `parseAttributePath`.
 *
 * @example
 * printAttributePath({ schema: undefined, name: 'name', sub: 'givenName' }); // 'name.givenName'
 */
export function printAttributePath({ schema, name, sub }: AttributePath): string {
  return `${schema === undefined ? '' : `${schema}:`}${name}${sub === undefined ? '' : `.${sub}`}`;
}
