import type { ParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import type { AttributePath } from '../path/ast.ts';
import { parseAttributePath } from '../path/parse.ts';
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
const SHAPE = /^([^[\]"\s]+)(?:\[(.*)\](?:\.([A-Za-z$][\w$-]*))?)?$/su;

/**
 * Parses the path of a PATCH operation (RFC 7644 §3.5.2).
 *
 * @throws ScimError invalidPath for a malformed path, invalidFilter for a malformed filter in it
 *
 * @example
 * parseValuePath('emails[type eq "work"].value', openParseContext()).sub; // 'value'
 */
export function parseValuePath(text: string, context: ParseContext): ValuePath {
  const [, name, filter, sub] = (text.length <= MAX_PATH_LENGTH && SHAPE.exec(text.trim())) || [];
  const attribute = name === undefined ? undefined : parseAttributePath(name);
  if (attribute === undefined || (filter !== undefined && attribute.sub !== undefined)) {
    throw new ScimError(
      'invalidPath',
      'The path of an operation is malformed. Write it like displayName, name.givenName, emails[type eq "work"].value or urn:…:User:department.',
    );
  }
  if (filter === undefined) return { attribute, where: undefined, sub: undefined };
  const where = parseFilter(filter, context);
  if (holdsValueFilter(where)) {
    throw new ScimError('invalidFilter', 'A value filter cannot contain another value filter.');
  }
  return { attribute, where, sub };
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
