import { ScimError } from '@scimwright/core';
import { parseAttributePath } from '@scimwright/core/path';
import { readStrictly } from './read-strictly.fixture.ts';

/** What the text of a filter has that one library or another reads differently than the grammar of RFC 7644 does. */
export type TextFact =
  | 'not'
  | 'not without brackets'
  | 'brackets in brackets'
  | 'blanks of another number'
  | 'a name with $'
  | 'a name that is a word of the grammar'
  | 'a URN'
  | 'a URN with odd signs'
  | 'a name that begins with a constant'
  | 'a negative number'
  | 'not between two conditions'
  | 'no name'
  | 'no filter'
  | 'a constant in another case'
  | 'a number that JSON does not have'
  | 'letters beyond the basic plane'
  | 'letters beyond ASCII in a name'
  | 'a condition after a value filter'
  | 'a value filter in another'
  | 'a quote or a backslash'
  | 'a bracket in a text'
  | 'a bare operand';

const KEYWORD = /^(?:and|or|not|pr|eq|ne|co|sw|ew|gt|ge|lt|le|np|true|false|null)(?![\w-])/i;

const facts: Readonly<Record<TextFact, (bare: string, text: string) => boolean>> = {
  not: (bare) => /(?:^|[\s([])not[\s(]/i.test(bare),
  'not without brackets': (bare) => /(?:^|[\s([])not\s+[^\s(]/i.test(bare),
  'brackets in brackets': (bare) => /\([^()]*\(/.test(bare),
  'blanks of another number': (bare) =>
    /^\s|\s$|\s{2}|[([]\s|\s[)\]]|[^\s([]["(]|["\])][^\s)\].]|\s\[/.test(bare.replaceAll(/not\s*\(/gi, '(')),
  'a name with $': (bare) => bare.includes('$'),
  'a name that is a word of the grammar': (bare) => wordsBefore(bare).some((word) => KEYWORD.test(word)),
  'a URN': (bare) => bare.includes(':'),
  'a URN with odd signs': (bare) =>
    /[^\s\w.:\-%/()[\]"][^\s()[\]"]*:|:[^\s()[\]"]*[^\s\w.:\-%/()[\]"]/.test(bare),
  'a name that begins with a constant': (bare) =>
    wordsBefore(bare).some((word) => /^(?:true|false|null)./i.test(word)),
  'a negative number': (bare) => /\s-\d/.test(bare),
  'not between two conditions': (bare) =>
    /[)\]"\w]\s+not\s*\(/i.test(bare.replaceAll(/\b(?:and|or)\s+not\b/gi, 'and')),
  'no filter': (_, text) => !isFilter(text),
  'no name': (bare) => wordsBefore(bare).some((word) => parseAttributePath(word) === undefined),
  'a constant in another case': (bare) => /\s(?:true|false|null)(?![\s)\]]|$)/i.test(bare),
  'a number that JSON does not have': (bare) => /\s(?:[+.]\d|-?0\d|\d+\.(?!\d))/.test(bare),
  'letters beyond the basic plane': (_, text) => /[^\0-\uffff]/u.test(text),
  'letters beyond ASCII in a name': (bare) => /[^\0-\x7f]/u.test(bare),
  'a condition after a value filter': (bare) => /\]\s*\./.test(bare),
  'a value filter in another': (bare) => /\[[^\]]*\[/.test(bare),
  'a quote or a backslash': (_, text) => text.includes('\\'),
  'a bracket in a text': (_, text) => /"[^"]*[()[\]][^"]*"/.test(text),
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

/** The words that an operator or a value filter follows. */
function wordsBefore(bare: string): readonly string[] {
  return [...bare.matchAll(/([^\s()[\]"]+)\s*(?:\[|\s(?:pr|eq|ne|co|sw|ew|gt|ge|lt|le)(?![\w.]))/gi)].map(
    ([, word = '']) => word,
  );
}

/**
 * What the text of a filter has.
 *
 * @example
 * textFactsOf('not (title pr)').has('not'); // true
 */
export function textFactsOf(text: string): ReadonlySet<TextFact> {
  const bare = text.replaceAll(/"(?:[^"\\]|\\.)*"/gsu, '"');
  return new Set(Object.entries(facts).flatMap(([fact, has]) => (has(bare, text) ? [fact as TextFact] : [])));
}
