import { AdminRefusal } from '@scimwright/server';
import { StoreUnavailable } from '@scimwright/store';
import { z } from 'zod';
import { REFUSAL_STATUS } from './open-api.ts';
import type { Problem } from './shapes/problem.ts';

/** A problem and the status it is answered with. */
export interface AnsweredProblem extends Problem {
  readonly status: number;
}

/**
 * A request that the admin API cannot take, whatever it was for.
 *
 * @example
 * throw new RequestProblem({ status: 405, error: 'method-not-allowed', message: 'This path takes GET.' });
 */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem';
  readonly problem: AnsweredProblem;

  constructor(problem: AnsweredProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/**
 * What a client is told of whatever was thrown; undefined for a fault, which is logged and says nothing of itself.
 *
 * @example
 * problemOf(new AdminRefusal('There is no tenant "x".', 'not-found'))?.status; // 404
 */
export function problemOf(error: unknown): AnsweredProblem | undefined {
  if (error instanceof RequestProblem) return error.problem;
  if (error instanceof AdminRefusal) {
    return { status: REFUSAL_STATUS[error.kind], error: error.kind, message: error.message };
  }
  if (error instanceof z.ZodError) {
    return { status: 400, error: 'invalid-request', message: wordsOf(error) };
  }
  if (error instanceof StoreUnavailable) {
    return {
      status: 503,
      error: 'unavailable',
      message: 'The host cannot reach its database now. Nothing was changed; send it again.',
    };
  }
  return undefined;
}

function wordsOf(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('. ');
}
