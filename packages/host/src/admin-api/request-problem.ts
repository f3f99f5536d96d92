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
