import type { Reading } from '../dialect/reading.ts';
import { ScimError } from '../error.ts';
import type { AttributePath } from '../path/ast.ts';
import { parseAttributePath } from '../path/parse.ts';
import type { ParsedFilter } from './ast.ts';
import { parseFilter } from './parse.ts';

/** The path of a PATCH operation or of a profile's row: `attribute`, `attribute[filter]` or `attribute[filter].sub`. */
export interface ValuePath {
  readonly attribute: AttributePath;
  readonly where: ParsedFilter | undefined;
  /** The sub-attribute after the brackets; one before them is in `attribute`. */
  readonly sub: string | undefined;
}

const LONGEST_PATH = 1_000;
const SHAPE = /^([^[\]"\s]+)(?:\[(.*)\](?:\.([A-Za-z$][\w$-]*))?)?$/su;

/**
 * Reads the path of a PATCH operation (RFC 7644 §3.5.2).
 *
 * @throws ScimError invalidPath for a malformed path, invalidFilter for a malformed filter inside it
 *
 * @example
 * parseValuePath('emails[type eq "work"].value', openReading()).sub; // 'value'
 */
export function parseValuePath(text: string, reading: Reading): ValuePath {
  const [, name, filter, sub] = (text.length <= LONGEST_PATH && SHAPE.exec(text.trim())) || [];
  const attribute = name === undefined ? undefined : parseAttributePath(name);
  if (attribute === undefined || (filter !== undefined && attribute.sub !== undefined)) {
    throw new ScimError(
      'invalidPath',
      'The path of an operation cannot be read. It should look like displayName, name.givenName, emails[type eq "work"].value or urn:…:User:department.',
    );
  }
  if (filter === undefined) return { attribute, where: undefined, sub: undefined };
  const where = parseFilter(filter, reading);
  if (holdsValueFilter(where)) {
    throw new ScimError('invalidFilter', 'A value filter cannot stand inside another.');
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
