import { inspect } from 'node:util';

/** Every part of an error that could appear in a log. */
export function everythingOf(error: unknown): string {
  const stack = error instanceof Error ? error.stack : '';
  return [String(error), stack, JSON.stringify(error), inspect(error, { depth: 10, showHidden: true })].join(
    '\n',
  );
}
