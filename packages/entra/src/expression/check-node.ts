import { readAnyDate } from './date/any-date.ts';
import { intervals } from './date/interval.ts';
import type { ExpressionNode } from './ast.ts';
import { ExpressionError, type Mismatch } from './expression-error.ts';
import { parameterFor, signatureOf, type ExpressionFunction, type Parameter } from './expression-function.ts';
import { functions } from './functions/functions.ts';
import { integerInText } from './integer-in-text.ts';
import { compilePattern } from './pattern/compile-pattern.ts';
import { PatternFault } from './pattern/pattern-fault.ts';
import { takenBy, valueKindWords, type ValueKind } from './value-kind.ts';

/** The attributes of a source, with what is known of their values. */
export type KnownAttributes = ReadonlyMap<string, ValueKind>;

type Call = Extract<ExpressionNode, { kind: 'call' }>;

/**
 * Checks that functions exist, that their arguments fit, and, if the attributes are known, that they exist.
 *
 * @returns what is known of its value
 * @throws ExpressionError types
 */
export function checkNode(node: ExpressionNode, known?: KnownAttributes, isOutermost = true): ValueKind {
  switch (node.kind) {
    case 'attribute':
      return known === undefined
        ? 'any'
        : (known.get(node.name) ?? unknownAttribute(node.at, node.name, known));
    case 'text':
      return 'text';
    case 'number':
      if (integerInText(node.text) === undefined) {
        mismatch(node.at, { expected: 'an integer of at most 64 bits', found: 'a larger one' });
      }
      return 'integer';
    case 'call':
      return checkCall(node, known, isOutermost);
    case 'comparison':
      for (const side of [node.left, node.right])
        checkArgument(side, { name: 'operand', kind: 'text' }, known);
      return 'boolean';
    case 'compareType':
    case 'omitted':
      return 'any';
    default:
      return node satisfies never;
  }
}

function checkCall(node: Call, known: KnownAttributes | undefined, isOutermost: boolean): ValueKind {
  const row = functions.get(node.name) ?? unknownFunction(node);
  if (row.isOutermost && !isOutermost) {
    mismatch(node.at, {
      expected: `${row.name} around the whole expression`,
      found: 'it inside of another function',
    });
  }
  checkCount(node, row);
  for (const [nth, arg] of node.args.entries()) {
    const parameter = parameterFor(row.parameters, nth);
    if (parameter !== undefined) checkArgument(arg, parameter, known);
  }
  const found = row.findMismatch?.((nth) => (node.args[nth]?.kind ?? 'omitted') !== 'omitted');
  if (found !== undefined) mismatch(node.at, { ...found, expected: `${found.expected} for ${row.name}` });
  return row.result;
}

function checkCount({ at, args }: Call, row: ExpressionFunction): void {
  const repeated = row.parameters.filter(({ isRepeated }) => isRepeated).length;
  const needed = row.parameters.findLastIndex(({ isOptional }) => !isOptional) + 1;
  const over = args.length - row.parameters.length;
  const fits = repeated > 0 ? over % repeated === 0 : over <= 0;
  if (args.length >= needed && fits) return;
  const found = args.length === 1 ? '1 argument' : `${args.length} arguments`;
  mismatch(args[row.parameters.length]?.at ?? at, { expected: signatureOf(row), found });
}

function checkArgument(node: ExpressionNode, parameter: Parameter, known: KnownAttributes | undefined): void {
  const { words, values, nodes } = takenBy[parameter.kind];
  const expected = `${words} for ${parameter.name}`;
  if (node.kind === 'omitted') {
    if (!parameter.isOptional && !parameter.isRepeated) mismatch(node.at, { expected, found: 'nothing' });
    return;
  }
  const isTaken =
    nodes === undefined ? !['comparison', 'compareType'].includes(node.kind) : nodes.includes(node.kind);
  if (!isTaken) mismatch(node.at, { expected, found: nodeWords[node.kind] });
  const kind = checkNode(node, known, false);
  if (node.kind === 'comparison' || node.kind === 'compareType') return;
  if (!values.includes(kind)) mismatch(node.at, { expected, found: valueKindWords[kind] });
  if (node.kind === 'text') checkConstant(node, parameter, expected);
}

/** A constant can be judged at once. */
function checkConstant(
  { at, text }: Extract<ExpressionNode, { kind: 'text' }>,
  { kind }: Parameter,
  expected: string,
): void {
  const found = 'another text';
  switch (kind) {
    case 'integer':
      if (integerInText(text) === undefined) mismatch(at, { expected, found });
      return;
    case 'date':
      if (text !== '' && readAnyDate(text) === undefined) mismatch(at, { expected, found });
      return;
    case 'interval':
      if (!intervals.some((interval) => interval === text)) mismatch(at, { expected, found });
      return;
    case 'pattern':
      checkPattern(at, text);
      return;
    default:
  }
}

function checkPattern(at: number, text: string): void {
  try {
    compilePattern(text);
  } catch (error) {
    if (error instanceof PatternFault) mismatch(at, inPattern(error));
    throw error;
  }
}

/** What is wrong with a pattern, as a mismatch of the expression. */
export function inPattern({ at, mismatch: { expected, found } }: PatternFault): Mismatch {
  return { expected, found: `${found}, at character ${at + 1} of the pattern` };
}

const nodeWords: Readonly<Record<ExpressionNode['kind'], string>> = {
  call: 'a function',
  attribute: 'an attribute',
  text: 'a text',
  number: 'a number',
  compareType: 'a word of InStr',
  comparison: 'a comparison',
  omitted: 'nothing',
};

function mismatch(at: number, problem: Mismatch): never {
  throw new ExpressionError('types', at, problem);
}

function unknownFunction({ at, name }: Call): never {
  const meant = [...functions.keys()].find((known) => known.toLowerCase() === name.toLowerCase());
  const expected = meant === undefined ? 'a function that Entra documents' : `${meant}, in these letters`;
  return mismatch(at, { expected, found: name.slice(0, 40) });
}

function unknownAttribute(at: number, name: string, known: KnownAttributes): never {
  const meant = [...known.keys()].find((each) => each.toLowerCase() === name.toLowerCase());
  const expected = meant === undefined ? 'an attribute of the source' : `[${meant}], in these letters`;
  return mismatch(at, { expected, found: `[${name.slice(0, 100)}]` });
}
