import { openParseContext } from '../dialect/parse-context.ts';
import { hideOperands } from '../filter/hide-operands.ts';
import { parseValuePath } from '../filter/parse-value-path.ts';
import { printFilter } from '../filter/print.ts';
import { foldCase } from '../fold.ts';
import { bindPath } from '../path/bind.ts';
import type { ResourceType } from '../schema/resource-type.ts';

/**
 * Whether writing one path writes all of another: the whole of an attribute writes its sub-attributes. Operands are not
 * compared, because a log has none.
 *
 * @returns false if the resource type lacks one of the two
 *
 * @example
 * coversPath('emails', 'emails[type eq "work"].value', userType); // true
 * coversPath('emails[type eq "home"]', 'emails[type eq "work"]', userType); // false
 */
export function coversPath(wrote: string, path: string, type: ResourceType): boolean {
  const [whole, part] = [readPath(wrote, type), readPath(path, type)];
  return (
    whole !== undefined &&
    part !== undefined &&
    whole.attribute === part.attribute &&
    (whole.where === undefined || whole.where === part.where) &&
    (whole.sub === undefined || whole.sub === part.sub)
  );
}

interface ReadPath {
  readonly attribute: string;
  readonly where: string | undefined;
  readonly sub: string | undefined;
}

function readPath(text: string, type: ResourceType): ReadPath | undefined {
  // With every departure: the paths were accepted before.
  const context = openParseContext();
  try {
    const { attribute: named, where, sub } = parseValuePath(text, context);
    const bound = bindPath(named, type, context);
    if (bound === undefined) return undefined;
    const { extension = '', attribute } = bound;
    return {
      attribute: `${extension}:${attribute.name}`,
      where: where && foldCase(printFilter(hideOperands(where))),
      sub: bound.sub?.name ?? (sub === undefined ? undefined : foldCase(sub)),
    };
  } catch {
    return undefined;
  }
}
