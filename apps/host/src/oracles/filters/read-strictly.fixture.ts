import { openParseContext } from '@scimwright/core';
import { parseFilter, type ParsedFilter } from '@scimwright/core/filter';

/**
 * Parses a filter by the letter of RFC 7644, without the departures for Entra.
 *
 * @throws ScimError invalidFilter
 *
 * @example
 * readStrictly('title pr');
 */
export function readStrictly(text: string): ParsedFilter {
  return parseFilter(
    text,
    openParseContext({
      off: ['value-path-compare', 'unquoted-operand', 'unescaped-quotes', 'boolean-operand-as-string'],
    }),
  );
}
