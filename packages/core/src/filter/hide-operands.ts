import { openParseContext } from '../dialect/parse-context.ts';
import { foldCase } from '../fold.ts';
import { printAttributePath } from '../path/print.ts';
import type { ParsedFilter } from './ast.ts';
import { parseValuePath } from './parse-value-path.ts';
import { printFilter } from './print.ts';

/** Their operands identify an element, as in `[type eq "work"]`, and say nothing about a person. */
const NAMES_AN_ELEMENT: ReadonlySet<string> = new Set(['type', 'primary']);

/** The form of most paths of Entra. It has nothing to hide, and every PATCH passes here. */
const ORDINARY = /^[\w.:]+\[type eq "\w*"\](?:\.\w+)?$/;

/**
 * A filter for a log, without its operands.
 *
 * @example
 * printFilter(hideOperands(parseFilter('userName eq "ada"', openParseContext()))); // 'userName eq "…"'
 */
export function hideOperands(filter: ParsedFilter): ParsedFilter {
  switch (filter.kind) {
    case 'compare': {
      const { path, value } = filter;
      const isShown =
        typeof value === 'boolean' || value === null || NAMES_AN_ELEMENT.has(foldCase(path.name));
      return isShown ? filter : { ...filter, value: '…' };
    }
    case 'present':
      return filter;
    case 'and':
    case 'or':
      return { ...filter, left: hideOperands(filter.left), right: hideOperands(filter.right) };
    case 'not':
      return { ...filter, operand: hideOperands(filter.operand) };
    case 'some':
      return { ...filter, where: hideOperands(filter.where) };
    default:
      return filter satisfies never;
  }
}

/**
 * The path of a PATCH operation for a log, without the operands of its filter. A malformed path is cut before its filter.
 *
 * @example
 * hidePathOperands('emails[value eq "ada@contoso.example"].type'); // 'emails[value eq "…"].type'
 */
export function hidePathOperands(text: string): string {
  const at = text.search(/["[]/);
  if (at < 0 || ORDINARY.test(text)) return text;
  try {
    const { attribute, where, sub } = parseValuePath(text, openParseContext());
    if (where === undefined) return text;
    const filter = printFilter(hideOperands(where));
    return `${printAttributePath(attribute)}[${filter}]${sub === undefined ? '' : `.${sub}`}`;
  } catch {
    return `${text.slice(0, at)}[…]`;
  }
}
