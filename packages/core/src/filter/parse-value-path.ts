import type { ParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import type { AttributePath } from '../path/ast.ts';
import { isAttributeName, parseAttributePath } from '../path/parse.ts';
import type { ParsedFilter } from './ast.ts';
import { parseFilter } from './parse.ts';

/** The path of a PATCH operation or of a row: `attribute`, `attribute[filter]` or `attribute[filter].sub`. */
export interface ValuePath {
  readonly attribute: AttributePath;
  readonly where: ParsedFilter | undefined;
  /** The sub-attribute after the brackets. One before them is in `attribute`. */
  readonly sub: string | undefined;
}

const MAX_PATH_LENGTH = 1_000;

/**
 * Parses the path of a PATCH operation (RFC 7644 §3.5.2).
 *
 * @throws ScimError invalidPath for a malformed path, invalidFilter for a malformed filter in it
 *
 * @example
 * parseValuePath('emails[type eq "work"].value', openParseContext()).sub; // 'value'
 */
export function parseValuePath(text: string, context: ParseContext): ValuePath {
  if (text.length > MAX_PATH_LENGTH) throw malformed();
  const trimmed = text.trim();
  const open = trimmed.indexOf('[');
  const attribute = parseAttributePath(open < 0 ? trimmed : trimmed.slice(0, open));
  if (attribute === undefined) throw malformed();
  if (open < 0) return { attribute, where: undefined, sub: undefined };
  const close = trimmed.lastIndexOf(']');
  const rest = trimmed.slice(close + 1);
  const sub = rest === '' ? undefined : rest.slice(1);
  const isSub = sub === undefined || (rest.startsWith('.') && isAttributeName(sub));
  if (close < open || !isSub || attribute.sub !== undefined) throw malformed();
  const where = parseFilter(trimmed.slice(open + 1, close), context);
  if (holdsValueFilter(where)) {
    throw new ScimError('invalidFilter', 'A value filter cannot contain another value filter.');
  }
  return { attribute, where, sub };
}

function malformed(): ScimError {
  return new ScimError(
    'invalidPath',
    'The path of an operation is malformed. Write it like displayName, name.givenName, emails[type eq "work"].value or urn:…:User:department.',
  );
}

function holdsValueFilter(filter: ParsedFilter): boolean {
  switch (filter.kind) {
    case 'compare':
    case 'present':
      return false;
    case 'and':
    case 'or':
      return holdsValueFilter(filter.left) || holdsValueFilter(filter.right);
    case 'not':
      return holdsValueFilter(filter.operand);
    case 'some':
      return true;
    default:
      return filter satisfies never;
  }
}
