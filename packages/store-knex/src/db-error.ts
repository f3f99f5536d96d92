import { SearchStopped, StoreBusy, StoreFault, StoreUnavailable } from '@scimwright/store';
import type { Dialect, Failure } from './dialect/dialect.ts';

/** What the pool says when it cannot give out a connection, and the code we give it. */
const POOL_SAYS: readonly (readonly [saying: RegExp, code: string])[] = [
  [/^Knex: Timeout acquiring a connection\./, 'POOL_TIMEOUT'],
  [/^Unable to acquire a connection$/, 'CLOSED'],
  [/^aborted$/, 'CLOSED'],
];

/**
 * What a database says of a failure, through whatever wrapped it; undefined when it is no database that failed.
 *
 * @example
 * failureOf(error, dialect)?.kind === 'retry';
 */
export function failureOf(error: unknown, dialect: Pick<Dialect, 'explain'>): Failure | undefined {
  // objection wraps the errors of drivers.
  const native = error instanceof Error && 'nativeError' in error ? error.nativeError : error;
  const failure = dialect.explain(native);
  if (failure !== undefined || !(native instanceof Error)) return failure;
  const [, poolCode] = POOL_SAYS.find(([saying]) => saying.test(native.message)) ?? [];
  const code = poolCode ?? systemCode(native);
  return code === undefined
    ? undefined
    : { kind: 'unavailable', code, constraint: undefined, isConnectionLost: true };
}

/** The code of a file that cannot be opened or a host that does not answer, such as EACCES. */
function systemCode(error: Error): string | undefined {
  // A name with several addresses, none of which answers, fails with all of their errors.
  if (!('syscall' in error || error instanceof AggregateError)) return undefined;
  if (!('code' in error) || typeof error.code !== 'string') return undefined;
  return /^E[A-Z0-9]+$/.test(error.code) ? error.code : undefined;
}

/** What a store throws. */
type StoreError = StoreFault | StoreUnavailable | StoreBusy | SearchStopped;

const STORE_ERRORS = [StoreFault, StoreUnavailable, StoreBusy, SearchStopped] as const;

function isStoreError(error: unknown): error is StoreError {
  return STORE_ERRORS.some((kind) => error instanceof kind);
}

/**
 * Translates whatever knex, the pool or a driver throws. This is the only place where that is done. Their messages and
 * properties carry statements with values, so nothing of them survives but the code and the constraint.
 *
 * @example
 * dbError(new Error('insert into … values (…) - SQLITE_BUSY'), dialect) instanceof StoreUnavailable;
 */
export function dbError(error: unknown, dialect: Pick<Dialect, 'explain'>): StoreError {
  if (isStoreError(error)) return error;
  const failure = failureOf(error, dialect);
  if (failure !== undefined) {
    const { kind, code, constraint } = failure;
    return kind === 'fault' ? new StoreFault(code, constraint) : new StoreUnavailable(code);
  }
  // The name of its class says what went wrong in our own code, such as TypeError, without any value.
  return new StoreFault(error instanceof Error ? error.name : 'UNKNOWN', undefined);
}
