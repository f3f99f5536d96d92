import { AdminRefusal } from '@scimwright/server';
import { StoreUnavailable } from '@scimwright/store';
import { REFUSAL_STATUS } from './open-api.ts';
import { RequestProblem, type AnsweredProblem } from './request-problem.ts';

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
