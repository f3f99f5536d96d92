import { StoreUnavailable } from '@scimwright/store';
import { AdminRefusal, InvalidRequest, type AdminRefusalKind } from '@scimwright/server/admin';
import { z } from 'zod';

/** Why a request was not carried out. */
export const problem = z.strictObject({
  error: z.enum([
    'invalid-request',
    'unauthorized',
    'not-found',
    'method-not-allowed',
    'conflict',
    'gone',
    'too-large',
    'unsupported-media-type',
    'refused',
    'too-many-requests',
    'fault',
    'unavailable',
  ]),
  message: z.string().describe('What is wrong and what to do, for people.'),
});

/** Why a request was not carried out. */
export type Problem = z.infer<typeof problem>;

/** A problem and the status of its answer. */
export interface AnsweredProblem extends Problem {
  readonly status: number;
}

/** A request that the admin API cannot take, whatever it is for. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem';
  readonly problem: AnsweredProblem;

  constructor(problem: AnsweredProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** The status of each kind of refusal. */
export const REFUSAL_STATUS: Readonly<Record<AdminRefusalKind, number>> = {
  'not-found': 404,
  conflict: 409,
  gone: 410,
  refused: 422,
};

/**
 * The problem that a client is shown for an error; undefined for a fault, which is logged and not shown.
 *
 * @example
 * problemOf(new AdminRefusal('There is no tenant "x".', 'not-found'))?.status; // 404
 */
export function problemOf(error: unknown): AnsweredProblem | undefined {
  if (error instanceof RequestProblem) return error.problem;
  if (error instanceof InvalidRequest) {
    return { status: 400, error: 'invalid-request', message: error.message };
  }
  if (error instanceof AdminRefusal) {
    return { status: REFUSAL_STATUS[error.kind], error: error.kind, message: error.message };
  }
  if (error instanceof StoreUnavailable) {
    return {
      status: 503,
      error: 'unavailable',
      message: error.mayBeDone
        ? 'The host lost its database while it stored this. It may have been done: look before you send it again.'
        : 'The host cannot reach its database now. Nothing was changed; send it again.',
    };
  }
  return undefined;
}
