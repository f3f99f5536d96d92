import type { PlaceKind } from './ast.ts';
import type { Pattern } from './compile-pattern.ts';
import { isWord } from './unit-class.ts';

/** Counts work, and throws when it is too much. */
export type CountWork = (amount: number) => void;

/** Where a group begins and ends in the text. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** A match: the span of each group, with group 0 for the whole; undefined for a group that took no part. */
export type Match = readonly [Span, ...(Span | undefined)[]];

/** One way through the steps: where it is, and the offsets that it has saved. */
interface Way {
  readonly step: number;
  readonly saved: readonly (number | undefined)[];
}

/**
 * The first match at or after an offset. Of several that begin there, it is the one that a search that goes back would find
 * first, as .NET's does; but all ways are followed at once, so no text takes more than its length times the number of steps.
 */
export function findMatch(
  pattern: Pattern,
  text: string,
  from: number,
  countWork: CountWork,
): Match | undefined {
  let ways: Way[] = [];
  let found: Way | undefined;
  for (let at = from; at <= text.length; at += 1) {
    const seen = new Set<number>();
    const here: Way[] = [];
    const follow = (way: Way): void => followWay(pattern, text, at, way, seen, here);
    for (const way of ways) follow(way);
    if (found === undefined) follow({ step: 0, saved: [] });
    countWork(1 + seen.size);
    ways = [];
    for (const way of here) {
      const step = pattern.steps[way.step];
      if (step?.kind === 'match') {
        found = way;
        // Ways after this one would be tried later.
        break;
      }
      if (step?.kind === 'unit' && at < text.length && step.test(text.charCodeAt(at))) {
        ways.push({ step: way.step + 1, saved: way.saved });
      }
    }
    if (found !== undefined && ways.length === 0) break;
  }
  return found && matchOf(pattern, found);
}

/** Follows a way to the steps that read a character or end, in the order in which they are to be tried. */
function followWay(
  pattern: Pattern,
  text: string,
  at: number,
  way: Way,
  seen: Set<number>,
  into: Way[],
): void {
  const waiting = [way];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const step = pattern.steps[next.step];
    if (step === undefined || seen.has(next.step)) continue;
    seen.add(next.step);
    const { saved } = next;
    switch (step.kind) {
      case 'unit':
      case 'match':
        into.push(next);
        break;
      case 'fork':
        waiting.push({ step: step.second, saved }, { step: step.first, saved });
        break;
      case 'save': {
        const copy = [...saved];
        copy[step.slot] = at;
        waiting.push({ step: next.step + 1, saved: copy });
        break;
      }
      case 'place':
        if (isPlace(step.place, text, at)) waiting.push({ step: next.step + 1, saved });
        break;
      default:
        step satisfies never;
    }
  }
}

function isPlace(place: PlaceKind, text: string, at: number): boolean {
  switch (place) {
    case 'start':
      return at === 0;
    case 'end':
      return at === text.length || (at === text.length - 1 && text.endsWith('\n'));
    case 'veryEnd':
      return at === text.length;
    case 'wordBoundary':
      return isBoundary(text, at);
    case 'noWordBoundary':
      return !isBoundary(text, at);
    default:
      return place satisfies never;
  }
}

function isBoundary(text: string, at: number): boolean {
  const before = at > 0 && isWord(text.charCodeAt(at - 1));
  return before !== (at < text.length && isWord(text.charCodeAt(at)));
}

function matchOf(pattern: Pattern, { saved }: Way): Match {
  const spanOf = (group: number): Span | undefined => {
    const start = saved[2 * group];
    const end = saved[2 * group + 1];
    return start === undefined || end === undefined ? undefined : { start, end };
  };
  const [, ...others] = Array.from({ length: pattern.groups }, (_, group) => spanOf(group));
  return [spanOf(0) ?? { start: 0, end: 0 }, ...others];
}
