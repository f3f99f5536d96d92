import type { ParsedPattern, PatternNode, UnitTest } from './ast.ts';
import { Cursor } from './cursor.ts';
import { placeAfterBackslash, unitAfterBackslash } from './parse-escape.ts';
import { parseUnitSet } from './parse-unit-set.ts';
import { PatternFault } from './pattern-fault.ts';
import { inEitherCase } from './unit-class.ts';

const MAX_DEPTH = 50;
const MAX_GROUPS = 50;
const MAX_REPEAT = 1_000;

/** Groups of .NET that match nothing by themselves. None of them can be matched in a bounded number of steps. */
const REFUSED = [
  ['(?=', 'a lookahead'],
  ['(?!', 'a lookahead'],
  ['(?<=', 'a lookbehind'],
  ['(?<!', 'a lookbehind'],
  ['(?>', 'an atomic group'],
  ['(?(', 'a conditional group'],
] as const;

/**
 * Parses a regular expression of .NET.
 *
 * Lookarounds, backreferences, atomic, conditional and balancing groups are refused: they need a search that goes back,
 * whose time has no bound. Options are refused as well, but for a leading `(?i)`.
 *
 * @throws PatternFault where it is malformed, has a refused part, or is nested too deeply
 */
export function parsePattern(text: string): ParsedPattern {
  return new Parser(text).whole();
}

class Parser {
  readonly #cursor: Cursor;
  readonly #ignoresCase: boolean;
  readonly #names = new Map<string, number>();
  /** Where a named group stands in the tree, its number is not known before the others are counted. */
  #unnamed = 0;
  #depth = 0;

  constructor(text: string) {
    this.#cursor = new Cursor(text);
    this.#ignoresCase = this.#cursor.take('(?i)');
  }

  whole(): ParsedPattern {
    const root = this.#choice();
    if (!this.#cursor.isAtEnd) throw this.#cursor.mismatch('the end of the pattern');
    const unnamed = this.#unnamed;
    const names = new Map([...this.#names].map(([name, nth]) => [name, unnamed + nth]));
    return { root: numbered(root, unnamed), groups: unnamed + names.size + 1, names };
  }

  #choice(): PatternNode {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw this.#cursor.mismatch(`at most ${MAX_DEPTH} nested groups`);
    const parts = [this.#sequence()];
    while (this.#cursor.take('|')) parts.push(this.#sequence());
    this.#depth -= 1;
    return { kind: 'choice', parts };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (!this.#cursor.isAtEnd && !this.#cursor.sees('|') && !this.#cursor.sees(')')) {
      parts.push(this.#repeated(this.#atom()));
    }
    return { kind: 'sequence', parts };
  }

  #repeated(body: PatternNode): PatternNode {
    const range = this.#range();
    if (range === undefined) return body;
    const [min, max] = range;
    const isLazy = this.#cursor.take('?');
    const at = this.#cursor.at;
    if (this.#range() !== undefined) {
      throw new PatternFault(at, { expected: 'one quantifier', found: 'another one after it' });
    }
    return { kind: 'repeat', body, min, max, isLazy };
  }

  #range(): readonly [number, number] | undefined {
    const cursor = this.#cursor;
    if (cursor.take('*')) return [0, Infinity];
    if (cursor.take('+')) return [1, Infinity];
    if (cursor.take('?')) return [0, 1];
    const at = cursor.at;
    const [whole, first, comma, last] = /^\{(\d{1,9})(,?)(\d{0,9})\}/.exec(cursor.ahead(22)) ?? [];
    if (whole === undefined || first === undefined || (comma === '' && last !== '')) return undefined;
    cursor.skip(whole.length);
    const min = Number(first);
    const max = comma === '' ? min : last === '' ? Infinity : Number(last);
    if (max < min || min > MAX_REPEAT || (max !== Infinity && max > MAX_REPEAT)) {
      throw new PatternFault(at, { expected: `counts in order, up to ${MAX_REPEAT}`, found: whole });
    }
    return [min, max];
  }

  #unit(test: UnitTest): PatternNode {
    return { kind: 'unit', test: this.#ignoresCase ? inEitherCase(test) : test };
  }

  #atom(): PatternNode {
    const cursor = this.#cursor;
    const at = cursor.at;
    if (this.#range() !== undefined) {
      throw new PatternFault(at, { expected: 'something to repeat', found: 'a quantifier' });
    }
    if (cursor.sees('(')) return this.#group();
    if (cursor.take('[')) return this.#unit(parseUnitSet(cursor));
    if (cursor.take('^')) return { kind: 'place', place: 'start' };
    if (cursor.take('$')) return { kind: 'place', place: 'end' };
    if (cursor.take('.')) return this.#unit((unit) => unit !== 0x0a);
    if (cursor.take('\\')) {
      const place = placeAfterBackslash(cursor);
      if (place !== undefined) return { kind: 'place', place };
      return this.#unit(unitAfterBackslash(cursor));
    }
    const wanted = cursor.next();
    return this.#unit((unit) => unit === wanted);
  }

  #group(): PatternNode {
    const cursor = this.#cursor;
    const at = cursor.at;
    const refused = REFUSED.find(([opening]) => cursor.sees(opening));
    if (refused !== undefined) {
      throw new PatternFault(at, {
        expected: 'a pattern that is matched in bounded time',
        found: refused[1],
      });
    }
    cursor.skip(1);
    const group = cursor.take('?') ? this.#kindOfGroup() : (this.#unnamed += 1);
    if (this.#unnamed + this.#names.size > MAX_GROUPS) {
      throw new PatternFault(at, { expected: `at most ${MAX_GROUPS} groups`, found: 'one more' });
    }
    const body = this.#choice();
    if (!cursor.take(')')) throw cursor.mismatch('a ) that closes the group');
    return group === undefined ? body : { kind: 'group', group, body };
  }

  /** A negative number for a named group, which `numbered` puts after those without a name. */
  #kindOfGroup(): number | undefined {
    const cursor = this.#cursor;
    if (cursor.take(':')) return undefined;
    const closing = cursor.take('<') ? '>' : cursor.take("'") ? "'" : undefined;
    if (closing === undefined) throw cursor.mismatch('(?<name>…), (?:…) or, at the beginning, (?i)');
    const at = cursor.at;
    const name = /^[A-Za-z_]\w{0,99}/.exec(cursor.ahead(100))?.[0];
    if (name === undefined) throw cursor.mismatch('the name of a group');
    cursor.skip(name.length);
    if (!cursor.take(closing)) throw cursor.mismatch(`a ${closing} after the name of the group`);
    if (this.#names.has(name)) {
      throw new PatternFault(at, { expected: 'another name', found: `a second group called ${name}` });
    }
    this.#names.set(name, this.#names.size + 1);
    return -this.#names.size;
  }
}

function numbered(node: PatternNode, unnamed: number): PatternNode {
  switch (node.kind) {
    case 'unit':
    case 'place':
      return node;
    case 'sequence':
    case 'choice':
      return { kind: node.kind, parts: node.parts.map((part) => numbered(part, unnamed)) };
    case 'group': {
      const group = node.group < 0 ? unnamed - node.group : node.group;
      return { kind: 'group', group, body: numbered(node.body, unnamed) };
    }
    case 'repeat':
      return { ...node, body: numbered(node.body, unnamed) };
    default:
      return node satisfies never;
  }
}
