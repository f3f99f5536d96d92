import { inspect } from 'node:util';

/** Everything of an error that could end up in a log. */
export function everythingOf(error: unknown): string {
  const stack = error instanceof Error ? error.stack : '';
  return [String(error), stack, JSON.stringify(error), inspect(error, { depth: 10, showHidden: true })].join(
    '\n',
  );
}
