import { ScimError } from '@scimwright/core';
import { makeReadBody } from '@scimwright/server/internal';
import type { Context } from 'koa';
import { RequestProblem, type Problem } from './problem.ts';

/** Far more than any request of an administrator needs. */
const LIMITS = { bodyBytes: 65_536, bodyDepth: 16, objectKeys: 1_000, arrayElements: 10_000 };

const read = makeReadBody(LIMITS, ['application/json']);

const ERRORS: Readonly<Record<number, Problem['error']>> = {
  413: 'too-large',
  415: 'unsupported-media-type',
};

/**
 * Reads the JSON body of a request. Without a body it is an empty object.
 *
 * @throws RequestProblem when the body is not JSON, or too large
 */
export async function readJson(ctx: Context): Promise<unknown> {
  const isEmpty = ctx.get('Transfer-Encoding') === '' && (ctx.request.length ?? 0) === 0;
  if (isEmpty) return {};
  try {
    const parse = await read(ctx);
    return await parse();
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    const { status, message } = error;
    throw new RequestProblem({ status, error: ERRORS[status] ?? 'invalid-request', message });
  }
}
