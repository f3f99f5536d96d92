import { ScimError } from '../error.ts';

/** A token and its offset. A `word` is anything unquoted: a path, an operator, a number, a bare operand. */
export interface Token {
  readonly kind: 'word' | 'string' | '(' | ')' | '[' | ']';
  readonly text: string;
  readonly offset: number;
}

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
  const { length } = text;
  let at = 0;
  while (at < length) {
    const offset = at;
    switch (classOf(text.charCodeAt(at))) {
      case SPACE:
        at += 1;
        break;
      case BRACKET: {
        at += 1;
        const bracket = text.charAt(offset) as '(' | ')' | '[' | ']'; // the class has no others
        tokens.push({ kind: bracket, text: bracket, offset });
        break;
      }
      case QUOTE:
        at = endOfString(text, offset);
        tokens.push({ kind: 'string', text: decode(text, offset, at), offset });
        break;
      default:
        at = endOfWord(text, offset);
        tokens.push({ kind: 'word', text: text.slice(offset, at), offset });
    }
  }
  return tokens;
}

/** The classes of characters: parts of words, and what ends a word. */
const [WORD, SPACE, BRACKET, QUOTE] = [0, 1, 2, 3];

const ASCII: readonly number[] = Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (char === '"') return QUOTE;
  return '()[]'.includes(char) ? BRACKET : /\s/.test(char) ? SPACE : WORD;
});

function classOf(code: number): number {
  return ASCII[code] ?? (/\s/.test(String.fromCharCode(code)) ? SPACE : WORD);
}

function endOfWord(text: string, offset: number): number {
  const { length } = text;
  let end = offset + 1;
  while (end < length && classOf(text.charCodeAt(end)) === WORD) end += 1;
  return end;
}

const BACKSLASH = 0x5c;

/** The offset after the closing quote: the first one after an even number of backslashes. */
function endOfString(text: string, offset: number): number {
  for (let end = text.indexOf('"', offset + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text.charCodeAt(before - 1) === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 0) return end + 1;
  }
  throw badFilter(offset, 'a quote is not closed');
}

/** What JSON does not allow in a string as it is. */
const ESCAPED = /[\\\p{Cc}]/u;

function decode(text: string, offset: number, end: number): string {
  const inside = text.slice(offset + 1, end - 1);
  if (!ESCAPED.test(inside)) return inside;
  try {
    return JSON.parse(`"${inside}"`) as string; // a JSON text in quotes is a string
  } catch {
    throw badFilter(offset, 'a string has an escape or a control character that JSON does not allow');
  }
}
