import { ScimError } from '@scimwright/core';
import { makeReadBody } from '@scimwright/server';
import type { Context } from 'koa';
import { RequestProblem } from './request-problem.ts';
import type { Problem } from './shapes/problem.ts';

/** Far more than any wish of an administrator has. */
const BOUNDS = { bodyBytes: 65_536, bodyDepth: 16, objectKeys: 1_000, arrayElements: 10_000 };

const read = makeReadBody(BOUNDS, ['application/json']);

const ERRORS: Readonly<Record<number, Problem['error']>> = {
  413: 'too-large',
  415: 'unsupported-media-type',
};

/**
 * Reads the JSON body of a request; a request without one has an empty one.
 *
 * @throws RequestProblem when it is no JSON, or too large
 *
 * @example
 * const body = await readJson(ctx);
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
