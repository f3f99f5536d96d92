import type { UnitTest } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { characterAfterBackslash, classAfterBackslash } from './parse-escape.ts';
import { PatternFault } from './pattern-fault.ts';

const MAX_DEPTH = 20;

/** Reads the rest of a set such as `[^a-z\d]` after its bracket. .NET can take a set away: `[a-z-[aeiou]]`. */
export function parseUnitSet(cursor: Cursor, depth = 1): UnitTest {
  if (depth > MAX_DEPTH) throw cursor.mismatch(`at most ${MAX_DEPTH} nested sets`);
  const isNegated = cursor.take('^');
  const tests: UnitTest[] = [];
  let without: UnitTest | undefined;
  // A bracket that comes first is a character of the set.
  for (let isFirst = true; isFirst || !cursor.sees(']'); isFirst = false) {
    if (cursor.isAtEnd) throw cursor.mismatch('a ] that closes the set');
    if (!isFirst && cursor.take('-[')) {
      without = parseUnitSet(cursor, depth + 1);
      if (!cursor.sees(']')) throw cursor.mismatch('a ] after the set that is taken away');
      break;
    }
    tests.push(parsePart(cursor));
  }
  cursor.skip(1);
  const has: UnitTest = (unit) => tests.some((test) => test(unit)) !== isNegated;
  return without === undefined ? has : (unit) => has(unit) && !without(unit);
}

function parsePart(cursor: Cursor): UnitTest {
  const at = cursor.at;
  if (cursor.take('\\')) {
    const test = classAfterBackslash(cursor);
    if (test !== undefined) return test;
    cursor.skip(at - cursor.at);
  }
  const first = parseCharacter(cursor);
  if (!cursor.sees('-') || cursor.sees('-]') || cursor.sees('-[')) return (unit) => unit === first;
  cursor.skip(1);
  const last = parseCharacter(cursor);
  if (last < first) throw new PatternFault(at, { expected: 'a range in order', found: 'its end first' });
  return (unit) => first <= unit && unit <= last;
}

function parseCharacter(cursor: Cursor): number {
  if (!cursor.take('\\')) return cursor.next();
  // In a set, \b is the backspace.
  return cursor.take('b') ? 0x08 : characterAfterBackslash(cursor);
}
