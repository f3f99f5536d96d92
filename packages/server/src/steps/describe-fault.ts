import { StoreFault, StoreUnavailable } from '@scimwright/store';

/**
 * A fault as it may be logged: its kind, its code and where it arose. Messages of errors that are not ours are left
 * out, since a parser or a driver may quote the very value it stumbled over.
 *
 * @example
 * logger.error(describeFault(error), 'a request failed');
 */
export function describeFault(error: unknown): object {
  if (!(error instanceof Error)) return { fault: typeof error };
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const stack = at.slice(0, 12).map((line) => line.trim());
  if (error instanceof StoreFault)
    return { fault: error.name, code: error.code, constraint: error.constraint, stack };
  if (error instanceof StoreUnavailable) return { fault: error.name, code: error.code, stack };
  return { fault: error.name, stack };
}
