import { openParseContext } from '@scimwright/core';
import { parseValuePath } from '@scimwright/core/filter';

/** A path of Entra's list of attributes, taken apart. */
export interface TargetPath {
  /** The URN in front, if there is one. */
  readonly schema: string | undefined;
  readonly name: string;
  /** The element that is meant, such as the one whose `type` is `work`. */
  readonly element: { readonly discriminator: string; readonly value: string } | undefined;
  readonly sub: string | undefined;
}

/**
 * Takes a target path apart.
 *
 * @throws ScimError when it is malformed, or selects by anything but one `eq`
 *
 * @example
 * parseTargetPath('emails[type eq "work"].value');
 * // { schema: undefined, name: 'emails', element: { discriminator: 'type', value: 'work' }, sub: 'value' }
 */
export function parseTargetPath(path: string): TargetPath {
  const { attribute, where, sub } = parseValuePath(path, openParseContext());
  const { schema, name } = attribute;
  if (where === undefined) return { schema, name, element: undefined, sub: attribute.sub };
  if (where.kind !== 'compare' || where.op !== 'eq' || where.value === null) {
    throw new TypeError(`The path ${path} must select one element by eq, such as [type eq "work"].`);
  }
  return { schema, name, element: { discriminator: where.path.name, value: String(where.value) }, sub };
}
