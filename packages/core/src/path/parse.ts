import type { AttributePath } from './ast.ts';

/** ATTRNAME of RFC 7644 §3.5.2, with `$` and `-` as RFC 7643 §2.1 and its `$ref` have them. */
const NAME = /^[A-Za-z$][A-Za-z0-9_$-]*$/;

/** A URN has the characters of a URI (RFC 8141 §2), of which ASCII letters, digits and these are all there are. */
const URN = /^urn:[\w.~:%!$&'*+,;=@/?#-]+$/i;

/** Longer paths are nobody's attribute. */
const LONGEST_PATH = 500;

/**
 * Reads an attribute path such as `name.givenName` or `urn:…:User:department`.
 *
 * The last colon parts a URN from the name; a URN may hold dots (`2.0`), a name has at most one.
 *
 * @returns the path, or undefined when the text is not one
 *
 * @example
 * parseAttributePath('name.givenName'); // { schema: undefined, name: 'name', sub: 'givenName' }
 *
 * @see RFC 7644 §3.10
 */
export function parseAttributePath(text: string): AttributePath | undefined {
  if (text.length > LONGEST_PATH) return undefined;
  const colon = text.lastIndexOf(':');
  const schema = colon < 0 ? undefined : text.slice(0, colon);
  if (schema !== undefined && !URN.test(schema)) return undefined;
  const [name = '', sub, ...rest] = text.slice(colon + 1).split('.');
  if (rest.length > 0 || !NAME.test(name) || (sub !== undefined && !NAME.test(sub))) return undefined;
  return { schema, name, sub };
}
