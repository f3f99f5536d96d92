import { ScimError } from '@scimwright/core';
import { parseAttributePath } from '@scimwright/core/path';
import { readStrictly } from './read-strictly.fixture.ts';

/** A feature of a filter's text that some library parses differently from the grammar of RFC 7644. */
export type TextFact =
  | 'not'
  | 'not without parentheses'
  | 'nested parentheses'
  | 'an unusual number of blanks'
  | 'a name with $'
  | 'a name that is a keyword'
  | 'a URN'
  | 'a URN with unusual characters'
  | 'a name that begins with a constant'
  | 'a negative number'
  | 'not between two conditions'
  | 'a malformed name'
  | 'a malformed filter'
  | 'a constant in another case'
  | 'a number that is not valid JSON'
  | 'characters beyond the Basic Multilingual Plane'
  | 'letters beyond ASCII in a name'
  | 'a condition after a value filter'
  | 'a value filter inside another'
  | 'a quote or a backslash'
  | 'a parenthesis in a text'
  | 'a bare operand';

const KEYWORD = /^(?:and|or|not|pr|eq|ne|co|sw|ew|gt|ge|lt|le|np|true|false|null)(?![\w-])/i;

const facts: Readonly<Record<TextFact, (bare: string, text: string) => boolean>> = {
  not: (bare) => /(?:^|[\s([])not[\s(]/i.test(bare),
  'not without parentheses': (bare) => /(?:^|[\s([])not\s+[^\s(]/i.test(bare),
  'nested parentheses': (bare) => /\([^()]*\(/.test(bare),
  'an unusual number of blanks': (bare) =>
    /^\s|\s$|\s{2}|[([]\s|\s[)\]]|[^\s([]["(]|["\])][^\s)\].]|\s\[/.test(bare.replaceAll(/not\s*\(/gi, '(')),
  'a name with $': (bare) => bare.includes('$'),
  'a name that is a keyword': (bare) => wordsBefore(bare).some((word) => KEYWORD.test(word)),
  'a URN': (bare) => bare.includes(':'),
  'a URN with unusual characters': (bare) =>
    /[^\s\w.:\-%/()[\]"][^\s()[\]"]*:|:[^\s()[\]"]*[^\s\w.:\-%/()[\]"]/.test(bare),
  'a name that begins with a constant': (bare) =>
    wordsBefore(bare).some((word) => /^(?:true|false|null)./i.test(word)),
  'a negative number': (bare) => /\s-\d/.test(bare),
  'not between two conditions': (bare) =>
    /[)\]"\w]\s+not\s*\(/i.test(bare.replaceAll(/\b(?:and|or)\s+not\b/gi, 'and')),
  'a malformed filter': (_, text) => !isFilter(text),
  'a malformed name': (bare) => wordsBefore(bare).some((word) => parseAttributePath(word) === undefined),
  'a constant in another case': (bare) => /\s(?:true|false|null)(?![\s)\]]|$)/i.test(bare),
  'a number that is not valid JSON': (bare) => /\s(?:[+.]\d|-?0\d|\d+\.(?!\d))/.test(bare),
  'characters beyond the Basic Multilingual Plane': (_, text) => /[^\0-\uffff]/u.test(text),
  'letters beyond ASCII in a name': (bare) => /[^\0-\x7f]/u.test(bare),
  'a condition after a value filter': (bare) => /\]\s*\./.test(bare),
  'a value filter inside another': (bare) => /\[[^\]]*\[/.test(bare),
  'a quote or a backslash': (_, text) => text.includes('\\'),
  'a parenthesis in a text': (_, text) => /"[^"]*[()[\]][^"]*"/.test(text),
  'a bare operand': (bare) =>
    /\s(?:eq|ne|co|sw|ew|gt|ge|lt|le)\s+(?!true\b|false\b|null\b|-?\d)[^\s"]/i.test(bare),
};

function isFilter(text: string): boolean {
  try {
    readStrictly(text);
    return true;
  } catch (error) {
    if (error instanceof ScimError) return false;
    throw error;
  }
}

/** The words before an operator or a value filter. */
function wordsBefore(bare: string): readonly string[] {
  return [...bare.matchAll(/([^\s()[\]"]+)\s*(?:\[|\s(?:pr|eq|ne|co|sw|ew|gt|ge|lt|le)(?![\w.]))/gi)].map(
    ([, word = '']) => word,
  );
}

/**
 * The features of a filter's text.
 *
 * @example
 * textFactsOf('not (title pr)').has('not'); // true
 */
export function textFactsOf(text: string): ReadonlySet<TextFact> {
  const bare = text.replaceAll(/"(?:[^"\\]|\\.)*"/gsu, '"');
  return new Set(Object.entries(facts).flatMap(([fact, has]) => (has(bare, text) ? [fact as TextFact] : [])));
}
