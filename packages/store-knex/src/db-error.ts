import { SearchStopped, StoreBusy, StoreFault, StoreUnavailable } from '@scimwright/store';
import type { Dialect, Failure } from './dialect/dialect.ts';

/** The pool's messages when it cannot give out a connection, and our code for each. */
const POOL_SAYS: readonly (readonly [saying: RegExp, code: string])[] = [
  [/^Knex: Timeout acquiring a connection\./, 'POOL_TIMEOUT'],
  [/^Unable to acquire a connection$/, 'CLOSED'],
  [/^aborted$/, 'CLOSED'],
];

/**
 * The database's own account of a failure, whatever wrapped the error; undefined when it is not a database error.
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
  // A host name with several addresses fails with an AggregateError of all of them.
  if (!('syscall' in error || error instanceof AggregateError)) return undefined;
  if (!('code' in error) || typeof error.code !== 'string') return undefined;
  return /^E[A-Z0-9]+$/.test(error.code) ? error.code : undefined;
}

/** The errors that a store throws. */
type StoreError = StoreFault | StoreUnavailable | StoreBusy | SearchStopped;

const STORE_ERRORS = [StoreFault, StoreUnavailable, StoreBusy, SearchStopped] as const;

function isStoreError(error: unknown): error is StoreError {
  return STORE_ERRORS.some((kind) => error instanceof kind);
}

/**
 * Translates every error of knex, the pool or a driver; no other place does. Their messages and properties contain statements with
 * values, so only the code and the constraint are kept.
 */
export function dbError(error: unknown, dialect: Pick<Dialect, 'explain'>): StoreError {
  if (isStoreError(error)) return error;
  const failure = failureOf(error, dialect);
  if (failure !== undefined) {
    const { kind, code, constraint } = failure;
    return kind === 'fault' ? new StoreFault(code, constraint) : new StoreUnavailable(code);
  }
  // An error of our own code: the name of its class, such as TypeError, contains no value.
  return new StoreFault(error instanceof Error ? error.name : 'UNKNOWN', undefined);
}
