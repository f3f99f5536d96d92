import type { ExpressionFunction, Given } from '../expression-function.ts';
import { expandReplacement, groupText } from '../pattern/expand-replacement.ts';
import { findMatch } from '../pattern/find-match.ts';
import { findMatches } from '../pattern/find-matches.ts';

/** The places of the arguments. */
const [SOURCE, OLD_VALUE, PATTERN, GROUP, REPLACEMENT, OTHER, TEMPLATE] = [0, 1, 2, 3, 4, 5, 6];

/** The five functions that `Replace` is: which arguments are written chooses one, the first that fits. */
const modes: readonly {
  readonly needs: readonly number[];
  readonly evaluate: (given: Given) => string | null;
}[] = [
  { needs: [PATTERN, GROUP, OTHER], evaluate: orExtracted },
  {
    needs: [PATTERN, GROUP, REPLACEMENT],
    evaluate: (given) => ofSource(given, (text) => replaceGroup(given, text)),
  },
  {
    needs: [PATTERN, REPLACEMENT],
    evaluate: (given) => ofSource(given, (text) => replacePattern(given, text)),
  },
  {
    needs: [OLD_VALUE, TEMPLATE],
    evaluate: (given) => ofSource(given, (text) => replaceText(given, given.text(TEMPLATE) ?? '', text)),
  },
  {
    needs: [OLD_VALUE, REPLACEMENT],
    evaluate: (given) => ofSource(given, (text) => replaceText(given, text, given.text(REPLACEMENT) ?? '')),
  },
];

/** `Replace`, with its five modes. */
export const replaceFunction: ExpressionFunction = {
  name: 'Replace',
  parameters: [
    { name: 'source', kind: 'text' },
    { name: 'oldValue', kind: 'text', isOptional: true },
    { name: 'regexPattern', kind: 'pattern', isOptional: true },
    { name: 'regexGroupName', kind: 'text', isOptional: true },
    { name: 'replacementValue', kind: 'text', isOptional: true },
    { name: 'replacementAttributeName', kind: 'attribute', isOptional: true },
    { name: 'template', kind: 'text', isOptional: true },
  ],
  result: 'text',
  says: 'Replaces a text, the matches of a pattern or a group of it; or puts the source into a template; or takes a part of another attribute if the source has no value.',
  findMismatch: (has) => (modeOf(has) === undefined ? OTHER_ARGUMENTS : undefined),
  evaluate: (given) => modeOf((nth) => given.has(nth))?.evaluate(given) ?? null,
};

const OTHER_ARGUMENTS = {
  expected:
    'oldValue with replacementValue or template, or regexPattern with replacementValue or with regexGroupName and replacementAttributeName',
  found: 'other arguments',
};

function modeOf(has: (nth: number) => boolean): (typeof modes)[number] | undefined {
  return modes.find(({ needs }) => needs.every(has));
}

function ofSource(given: Given, make: (text: string) => string): string | null {
  const text = given.text(SOURCE);
  return text === null ? null : make(text);
}

function replaceText(given: Given, text: string, replacement: string): string {
  const wanted = given.text(OLD_VALUE) ?? '';
  if (wanted === '') given.fail(OLD_VALUE, { expected: 'a text to replace', found: 'an empty one' });
  const parts = text.split(wanted);
  // Counted before it is made: the result may be much longer than both texts.
  given.countWork(text.length + (parts.length - 1) * replacement.length);
  return parts.join(replacement);
}

function replacePattern(given: Given, text: string): string {
  const pattern = given.pattern(PATTERN);
  const replacement = given.text(REPLACEMENT) ?? '';
  const count = (amount: number): void => given.countWork(amount);
  let result = '';
  let from = 0;
  for (const match of findMatches(pattern, text, count)) {
    const [{ start, end }] = match;
    result += text.slice(from, start) + expandReplacement(replacement, pattern, text, match, count);
    from = end;
  }
  return result + text.slice(from);
}

function replaceGroup(given: Given, text: string): string {
  const pattern = given.pattern(PATTERN);
  const group = groupNumber(given);
  const replacement = given.text(REPLACEMENT) ?? '';
  let result = '';
  let from = 0;
  for (const match of findMatches(pattern, text, (amount) => given.countWork(amount))) {
    const span = match[group];
    if (span === undefined) continue;
    given.countWork(replacement.length);
    result += text.slice(from, span.start) + replacement;
    from = span.end;
  }
  return result + text.slice(from);
}

function orExtracted(given: Given): string | null {
  const source = given.text(SOURCE) ?? '';
  if (source !== '') return source;
  const pattern = given.pattern(PATTERN);
  const group = groupNumber(given);
  const other = given.text(OTHER);
  const match =
    other === null ? undefined : findMatch(pattern, other, 0, (amount) => given.countWork(amount));
  return other === null || match?.[group] === undefined ? null : groupText(other, match, group);
}

function groupNumber(given: Given): number {
  const name = given.text(GROUP) ?? '';
  return (
    given.pattern(PATTERN).names.get(name) ??
    given.fail(GROUP, { expected: 'the name of a group of the pattern, (?<name>…)', found: 'another text' })
  );
}
