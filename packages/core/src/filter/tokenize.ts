import { ScimError } from '../error.ts';

/** A token and its offset. A `word` is anything unquoted: a path, an operator, a number, a bare operand. */
export interface Token {
  readonly kind: 'word' | 'string' | '(' | ')' | '[' | ']';
  readonly text: string;
  readonly offset: number;
}

const TOKEN = /\s*(?:([()[\]])|("(?:[^"\\]|\\.)*")|([^\s"()[\]]+))/suy;

/** The refusal of a malformed filter, with the position of the mistake. */
export function badFilter(offset: number, problem: string): ScimError {
  return new ScimError('invalidFilter', `The filter is malformed at character ${offset + 1}: ${problem}.`);
}

/**
 * Splits a filter into tokens, and decodes its string operands.
 *
 * @throws ScimError invalidFilter at an unclosed quote or an escape that JSON does not have
 *
 * @example
 * tokenize('userName eq "ada"').map(({ text }) => text); // ['userName', 'eq', 'ada']
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  let end = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    end = TOKEN.lastIndex;
    const [, bracket, quoted, word] = match;
    if (bracket !== undefined) {
      tokens.push({ kind: bracket as '(' | ')' | '[' | ']', text: bracket, offset: end - 1 });
    } else if (quoted !== undefined) {
      const offset = end - quoted.length;
      tokens.push({ kind: 'string', text: decode(quoted, offset), offset });
    } else if (word !== undefined) {
      tokens.push({ kind: 'word', text: word, offset: end - word.length });
    }
  }
  const rest = text.slice(end);
  if (rest.trim() !== '') throw badFilter(end + rest.search(/\S/), 'a quote is not closed');
  return tokens;
}

function decode(quoted: string, offset: number): string {
  try {
    return JSON.parse(quoted) as string; // a JSON text in quotes is a string
  } catch {
    throw badFilter(offset, 'a string has an escape or a control character that JSON does not allow');
  }
}
