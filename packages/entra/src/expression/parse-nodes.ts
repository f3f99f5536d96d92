import { comparisonOps, compareTypes, type ExpressionNode } from './ast.ts';
import { ExpressionError } from './expression-error.ts';
import { foundAt, tokenize, type Token } from './tokenize.ts';

/** The length that Entra's portal accepts. */
const MAX_LENGTH = 10_000;
const MAX_DEPTH = 50;

/**
 * Parses the syntax of an expression. Whether its functions exist and fit their arguments is left to `checkNode`.
 *
 * @throws ExpressionError syntax or limit
 *
 * @example
 * parseNodes('[mail]'); // { kind: 'attribute', at: 0, name: 'mail' }
 */
export function parseNodes(text: string): ExpressionNode {
  if (text.length > MAX_LENGTH) {
    throw new ExpressionError('limit', MAX_LENGTH, {
      expected: `at most ${MAX_LENGTH} characters`,
      found: `${text.length}`,
    });
  }
  return new Parser(text).whole();
}

/** A recursive-descent parser over the tokens of one expression. */
class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenize(text);
  }

  whole(): ExpressionNode {
    const first = this.#peek();
    if (first?.kind !== 'name' && first?.kind !== 'attribute')
      throw this.#mismatch('a function or an [attribute]');
    const root = this.#operand();
    if (this.#peek() !== undefined) throw this.#mismatch('the end of the expression');
    return root;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  #place(): number {
    return this.#peek()?.at ?? this.#text.length;
  }

  #isSign(sign: string): boolean {
    const token = this.#peek();
    return token?.kind === 'sign' && token.text === sign;
  }

  #mismatch(expected: string): ExpressionError {
    const at = this.#place();
    const token = this.#peek();
    const found =
      token?.kind === 'name' || token?.kind === 'number' ? token.text.slice(0, 40) : foundAt(this.#text, at);
    return new ExpressionError('syntax', at, { expected, found });
  }

  #operand(): ExpressionNode {
    const token = this.#peek();
    if (token === undefined || token.kind === 'sign') {
      throw this.#mismatch('a function, an [attribute], a "text" or a number');
    }
    this.#next += 1;
    const { at, text } = token;
    switch (token.kind) {
      case 'attribute':
        return { kind: 'attribute', at, name: text };
      case 'text':
      case 'number':
        return { kind: token.kind, at, text };
      case 'name': {
        const word = compareTypes.find((word) => word === text);
        return word === undefined ? this.#call(text, at) : { kind: 'compareType', at, word };
      }
      default:
        return token.kind satisfies never;
    }
  }

  #call(name: string, at: number): ExpressionNode {
    if (!this.#isSign('(')) throw this.#mismatch(`a ( after ${name.slice(0, 40)}`);
    this.#next += 1;
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      throw new ExpressionError('limit', at, {
        expected: `at most ${MAX_DEPTH} nested functions`,
        found: 'one more',
      });
    }
    const args: ExpressionNode[] = [];
    if (!this.#isSign(')')) {
      args.push(this.#argument());
      while (this.#isSign(',')) {
        this.#next += 1;
        args.push(this.#argument());
      }
    }
    if (!this.#isSign(')')) throw this.#mismatch('"," or ")"');
    this.#next += 1;
    this.#depth -= 1;
    return { kind: 'call', at, name, args };
  }

  #argument(): ExpressionNode {
    if (this.#isSign(',') || this.#isSign(')')) return { kind: 'omitted', at: this.#place() };
    const left = this.#operand();
    const op = comparisonOps.find((op) => this.#isSign(op));
    if (op === undefined) return left;
    this.#next += 1;
    return { kind: 'comparison', at: left.at, op, left, right: this.#operand() };
  }
}
