import type { ParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import type { AttributePath } from '../path/ast.ts';
import { parseAttributePath } from '../path/parse.ts';
import { shorten } from '../shorten.ts';
import { compareOps, type CompareOp, type Literal, type ParsedFilter } from './ast.ts';
import { badFilter, tokenize, type Token } from './tokenize.ts';

/** Limits that keep a hostile filter cheap. Entra's own filters have one or two comparisons. */
const MAX_FILTER_LENGTH = 8_192;
const MAX_FILTER_DEPTH = 50;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

const OPERATORS: ReadonlyMap<string, CompareOp | 'pr'> = new Map(
  ([...compareOps, 'pr'] as const).map((op) => [op, op]),
);

/**
 * Parses a filter (RFC 7644 §3.4.2.2). Names and operators are case-insensitive; `not` binds before `and`, and `and` before
 * `or`.
 *
 * @throws ScimError invalidFilter, with the character where parsing stopped
 *
 * @example
 * parseFilter('userName eq "ada@contoso.example" and active eq true', openParseContext());
 */
export function parseFilter(text: string, context: ParseContext): ParsedFilter {
  if (text.length > MAX_FILTER_LENGTH) {
    throw new ScimError(
      'invalidFilter',
      `The filter has more than ${MAX_FILTER_LENGTH} characters: send a shorter one.`,
    );
  }
  try {
    return new Parser(tokenize(text), text.length, context).whole();
  } catch (error) {
    const meant = parseUnescaped(text, context);
    if (meant !== undefined) return meant;
    throw error;
  }
}

/** One `eq` comparison whose operand has unescaped quotes or backslashes. */
const UNESCAPED = /^\s*([^\s"[\]()]+|[^\s"[\]()]+\[[^[\]]+\]\.[^\s"[\]()]+)\s+eq\s+"(.*)"\s*$/isu;

function parseUnescaped(text: string, context: ParseContext): ParsedFilter | undefined {
  const [, path, operand] = UNESCAPED.exec(text) ?? [];
  if (path === undefined || operand === undefined) return undefined;
  // If the operand needs no escape, something else is wrong with the filter.
  if (JSON.stringify(operand) === `"${operand}"` || !context.accept('unescaped-quotes')) return undefined;
  const end = text.trimEnd().length;
  const tokens: readonly Token[] = [
    ...tokenize(path),
    { kind: 'word', text: 'eq', offset: path.length + 1 },
    { kind: 'string', text: operand, offset: path.length + 4 },
  ];
  return new Parser(tokens, end, context).whole();
}

/** A recursive-descent parser over the tokens of one filter. */
class Parser {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  readonly #reading: ParseContext;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], end: number, context: ParseContext) {
    this.#tokens = tokens;
    this.#end = end;
    this.#reading = context;
  }

  whole(): ParsedFilter {
    const filter = this.#either(false);
    const extra = this.#peek();
    if (extra !== undefined) throw badFilter(extra.offset, 'expected the end of the filter, "and" or "or"');
    return filter;
  }

  #peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  #isWord(word: string): boolean {
    const token = this.#peek();
    if (token?.kind !== 'word' || token.text.length !== word.length) return false;
    return token.text.toLowerCase() === word;
  }

  #expect(kind: Token['kind'], problem: string): Token {
    const token = this.#peek();
    if (token?.kind !== kind) throw badFilter(token?.offset ?? this.#end, problem);
    this.#at += 1;
    return token;
  }

  #nested(inElement: boolean): ParsedFilter {
    this.#depth += 1;
    if (this.#depth > MAX_FILTER_DEPTH) {
      throw badFilter(this.#peek()?.offset ?? this.#end, `more than ${MAX_FILTER_DEPTH} nested brackets`);
    }
    const filter = this.#either(inElement);
    this.#depth -= 1;
    return filter;
  }

  #either(inElement: boolean): ParsedFilter {
    let left = this.#both(inElement);
    while (this.#isWord('or')) {
      this.#at += 1;
      left = { kind: 'or', left, right: this.#both(inElement) };
    }
    return left;
  }

  #both(inElement: boolean): ParsedFilter {
    let left = this.#term(inElement);
    while (this.#isWord('and')) {
      this.#at += 1;
      left = { kind: 'and', left, right: this.#term(inElement) };
    }
    return left;
  }

  #term(inElement: boolean): ParsedFilter {
    if (this.#isWord('not') && this.#peek(1)?.kind === '(') {
      this.#at += 1;
      return { kind: 'not', operand: this.#group(inElement) };
    }
    if (this.#peek()?.kind === '(') return this.#group(inElement);
    return this.#comparison(inElement);
  }

  #group(inElement: boolean): ParsedFilter {
    this.#at += 1;
    const filter = this.#nested(inElement);
    this.#expect(')', 'a closing ) is missing');
    return filter;
  }

  #comparison(inElement: boolean): ParsedFilter {
    const token = this.#expect('word', 'an attribute is missing');
    const path = parseAttributePath(token.text);
    if (path === undefined) throw badFilter(token.offset, 'this is not an attribute name');
    if (this.#peek()?.kind !== '[') return this.#condition(path);
    if (inElement) throw badFilter(token.offset, 'a value filter cannot contain another value filter');
    this.#at += 1;
    const where = this.#nested(true);
    this.#expect(']', 'a closing ] is missing');
    return { kind: 'some', path, where: this.#further(where) };
  }

  /** A comparison may follow a value filter, `.value eq "x"`: it is about the same element. */
  #further(where: ParsedFilter): ParsedFilter {
    const token = this.#peek();
    if (token?.kind !== 'word' || !token.text.startsWith('.')) return where;
    const path = parseAttributePath(token.text.slice(1));
    if (path === undefined || path.sub !== undefined || !this.#reading.accept('value-path-compare')) {
      throw badFilter(token.offset, 'this cannot follow a value filter: write it inside the brackets');
    }
    this.#at += 1;
    return { kind: 'and', left: where, right: this.#condition(path) };
  }

  #condition(path: AttributePath): ParsedFilter {
    const token = this.#expect('word', 'an operator is missing');
    const op = OPERATORS.get(token.text) ?? OPERATORS.get(token.text.toLowerCase());
    if (op === 'pr') return { kind: 'present', path };
    if (op === undefined) {
      throw badFilter(
        token.offset,
        `${shorten(token.text, 20)} is not an operator: use ${compareOps.join(', ')} or pr`,
      );
    }
    return { kind: 'compare', path, op, value: this.#operand(op) };
  }

  #operand(op: CompareOp): Literal {
    const token = this.#peek();
    if (token?.kind !== 'string' && token?.kind !== 'word') {
      throw badFilter(token?.offset ?? this.#end, `an operand is missing after ${op}`);
    }
    this.#at += 1;
    if (token.kind === 'string') return token.text;
    const constant = CONSTANTS.get(token.text);
    if (constant !== undefined) return constant;
    // JSON has no -0.
    if (NUMBER.test(token.text) && Number.isFinite(Number(token.text))) return Number(token.text) || 0;
    if (token.text.startsWith("'") || !this.#reading.accept('unquoted-operand')) {
      throw badFilter(token.offset, 'put a string operand in double quotes');
    }
    return token.text;
  }
}
