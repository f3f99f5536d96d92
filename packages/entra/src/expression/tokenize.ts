import { comparisonOps } from './ast.ts';
import { ExpressionError } from './expression-error.ts';

/** What a token is. A `sign` is a bracket, a comma or a comparison operator. */
type TokenKind = 'name' | 'attribute' | 'text' | 'number' | 'sign';

/** A token, its offset and its meaning: the decoded text, or an attribute without its brackets. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: number;
}

/** Longest first, so that `<=` is not `<` and `=`. */
const SIGNS = ['(', ')', ',', ...comparisonOps].toSorted((a, b) => b.length - a.length);

/**
 * Splits an expression into tokens.
 *
 * @throws ExpressionError syntax, at a character that begins no token or at a string or an attribute that is not closed
 *
 * @example
 * tokenize('Left([mail], 4)').map(({ text }) => text); // ['Left', '(', 'mail', ',', '4', ')']
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const { token, end } = tokenAt(text, at);
    tokens.push(token);
    at = end;
  }
  return tokens;
}

interface Read {
  readonly token: Token;
  readonly end: number;
}

function tokenAt(text: string, at: number): Read {
  const char = text.charAt(at);
  if (char === '"') return quoted(text, at);
  if (char === '[') return attribute(text, at);
  if (/[A-Za-z_]/.test(char)) return run('name', text, at, spanOf(text, at, /\w/));
  if (/[-0-9]/.test(char)) return number(text, at, at + 1, /\d/, char === '-');
  if (text.startsWith('&H', at)) return number(text, at, at + 2, /[0-9A-Fa-f]/, true);
  const sign = SIGNS.find((sign) => text.startsWith(sign, at));
  if (sign !== undefined) return run('sign', text, at, at + sign.length);
  throw new ExpressionError('syntax', at, {
    expected: 'a function, an [attribute], a "text" or a number',
    found: `the character ${shown(text, at)}`,
  });
}

function run(kind: TokenKind, text: string, at: number, end: number): Read {
  return { token: { kind, text: text.slice(at, end), at }, end };
}

function number(text: string, at: number, from: number, digit: RegExp, needsDigit: boolean): Read {
  const end = spanOf(text, from, digit);
  if (needsDigit && end === from) {
    throw new ExpressionError('syntax', from, {
      expected: `a digit after ${text.slice(at, from)}`,
      found: foundAt(text, from),
    });
  }
  return run('number', text, at, end);
}

function attribute(text: string, at: number): Read {
  const end = text.indexOf(']', at);
  const name = text.slice(at + 1, end < 0 ? undefined : end);
  const wrong = [...name].findIndex((char) => '["(),'.includes(char));
  if (end < 0 || wrong >= 0) {
    const place = wrong < 0 ? text.length : at + 1 + [...name].slice(0, wrong).join('').length;
    throw new ExpressionError('syntax', place, {
      expected: 'a ] that closes the attribute',
      found: foundAt(text, place),
    });
  }
  if (name.trim() === '') {
    throw new ExpressionError('syntax', at + 1, { expected: 'the name of an attribute', found: 'none' });
  }
  return { token: { kind: 'attribute', text: name, at }, end: end + 1 };
}

function quoted(text: string, at: number): Read {
  let decoded = '';
  let from = at + 1;
  for (let end = from; end < text.length; end += 1) {
    const char = text.charAt(end);
    if (char === '"')
      return { token: { kind: 'text', text: decoded + text.slice(from, end), at }, end: end + 1 };
    if (char !== '\\') continue;
    const escaped = text.charAt(end + 1);
    if (escaped !== '\\' && escaped !== '"') {
      throw new ExpressionError('syntax', end, {
        expected: String.raw`\\ or \" (write a backslash of a pattern twice)`,
        found: `a backslash before ${foundAt(text, end + 1)}`,
      });
    }
    decoded += text.slice(from, end) + escaped;
    from = end + 2;
    end += 1;
  }
  throw new ExpressionError('syntax', text.length, {
    expected: `a " that closes the text from character ${at + 1}`,
    found: foundAt(text, text.length),
  });
}

function spanOf(text: string, from: number, part: RegExp): number {
  let end = from;
  while (end < text.length && part.test(text.charAt(end))) end += 1;
  return end;
}

/** What stands at an offset, in words. */
export function foundAt(text: string, at: number): string {
  return at >= text.length ? 'the end of the expression' : shown(text, at);
}

function shown(text: string, at: number): string {
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return /[\p{C}\p{Z}]/u.test(char) && char !== ' '
    ? `U+${(text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    : `"${char}"`;
}
