import type { ParsedPattern, PatternNode, PlaceKind, UnitTest } from './ast.ts';
import { parsePattern } from './parse-pattern.ts';
import { PatternFault } from './pattern-fault.ts';

const MAX_STEPS = 2_000;

/** One step of a program. `fork` tries `first` before `second`. */
type Step =
  | { readonly kind: 'unit'; readonly test: UnitTest }
  | { readonly kind: 'place'; readonly place: PlaceKind }
  | { readonly kind: 'fork'; first: number; second: number }
  | { readonly kind: 'save'; readonly slot: number }
  | { readonly kind: 'match' };

/** A regular expression as steps. */
export interface Pattern extends Omit<ParsedPattern, 'root'> {
  readonly steps: readonly Step[];
}

/**
 * Compiles a regular expression of .NET. `findMatch` follows all ways through the steps at once, so its time is the length
 * of the text times the number of steps.
 *
 * @throws PatternFault if it cannot be parsed, or has more than 2,000 steps
 */
export function compilePattern(text: string): Pattern {
  const { root, groups, names } = parsePattern(text);
  const steps: Step[] = [];
  emit(steps, { kind: 'group', group: 0, body: root });
  add(steps, { kind: 'match' });
  return { steps, groups, names };
}

function add<T extends Step>(steps: Step[], step: T): T {
  if (steps.length >= MAX_STEPS) {
    throw new PatternFault(0, { expected: `a pattern of at most ${MAX_STEPS} steps`, found: 'a larger one' });
  }
  steps.push(step);
  return step;
}

const fork = (steps: Step[]): Extract<Step, { kind: 'fork' }> =>
  add(steps, { kind: 'fork', first: steps.length + 1, second: steps.length + 1 });

function emit(steps: Step[], node: PatternNode): void {
  switch (node.kind) {
    case 'unit':
    case 'place':
      add(steps, node);
      return;
    case 'sequence':
      for (const part of node.parts) emit(steps, part);
      return;
    case 'choice':
      emitChoice(steps, node.parts);
      return;
    case 'group':
      add(steps, { kind: 'save', slot: 2 * node.group });
      emit(steps, node.body);
      add(steps, { kind: 'save', slot: 2 * node.group + 1 });
      return;
    case 'repeat':
      emitRepeat(steps, node);
      return;
    default:
      node satisfies never;
  }
}

function emitChoice(steps: Step[], parts: readonly PatternNode[]): void {
  const jumps: Extract<Step, { kind: 'fork' }>[] = [];
  for (const [nth, part] of parts.entries()) {
    if (nth === parts.length - 1) {
      emit(steps, part);
      break;
    }
    const choice = fork(steps);
    emit(steps, part);
    jumps.push(fork(steps));
    choice.second = steps.length;
  }
  for (const jump of jumps) jump.first = jump.second = steps.length;
}

function emitRepeat(
  steps: Step[],
  { body, min, max, isLazy }: Extract<PatternNode, { kind: 'repeat' }>,
): void {
  for (let nth = 0; nth < min; nth += 1) emit(steps, body);
  const leave = (choice: Extract<Step, { kind: 'fork' }>): void => {
    if (isLazy) choice.first = steps.length;
    else choice.second = steps.length;
  };
  if (max === Infinity) {
    const start = steps.length;
    const choice = fork(steps);
    emit(steps, body);
    const back = fork(steps);
    back.first = back.second = start;
    leave(choice);
    return;
  }
  const choices: Extract<Step, { kind: 'fork' }>[] = [];
  for (let nth = min; nth < max; nth += 1) {
    choices.push(fork(steps));
    emit(steps, body);
  }
  for (const choice of choices) leave(choice);
}
