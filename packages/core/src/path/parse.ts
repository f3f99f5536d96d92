import type { AttributePath } from './ast.ts';

/** ATTRNAME of RFC 7644 §3.5.2, with `$` and `-` as in RFC 7643 §2.1. */
const NAME = /^[A-Za-z$][A-Za-z0-9_$-]*$/;

/** The characters of a URN (RFC 8141 §2). */
const URN = /^urn:[\w.~:%!$&'*+,;=@/?#-]+$/i;

/** No attribute has a longer path. */
const MAX_PATH_LENGTH = 500;

/**
 * Parses an attribute path such as `name.givenName` or `urn:…:User:department`.
 *
 * The last colon separates the URN from the name. A URN may have dots (`2.0`), a name has at most one.
 *
 * @returns undefined if the text is not a path
 *
 * @example
 * parseAttributePath('name.givenName'); // { schema: undefined, name: 'name', sub: 'givenName' }
 *
 * @see RFC 7644 §3.10
 */
export function parseAttributePath(text: string): AttributePath | undefined {
  if (text.length > MAX_PATH_LENGTH) return undefined;
  if (isAttributeName(text)) return { schema: undefined, name: text, sub: undefined };
  const colon = text.lastIndexOf(':');
  const schema = colon < 0 ? undefined : text.slice(0, colon);
  if (schema !== undefined && !URN.test(schema)) return undefined;
  const dot = text.indexOf('.', colon + 1);
  const name = text.slice(colon + 1, dot < 0 ? text.length : dot);
  const sub = dot < 0 ? undefined : text.slice(dot + 1);
  if (!isAttributeName(name) || (sub !== undefined && !isAttributeName(sub))) return undefined;
  return { schema, name, sub };
}

/** Whether a text is an ATTRNAME. */
export function isAttributeName(text: string): boolean {
  return NAME.test(text);
}
