import { bodyParser } from '@koa/bodyparser';
import type { Context } from 'koa';
import { RequestProblem } from './request-problem.ts';

/** Far more than any wish of an administrator has. */
const MOST_BYTES = 65_536;

const parse = bodyParser({
  enableTypes: ['json'],
  jsonLimit: MOST_BYTES,
  jsonStrict: false,
  onError(error: Error & { readonly status?: number }) {
    if (error.status === 413) {
      const message = `The body may have at most ${MOST_BYTES} bytes.`;
      throw new RequestProblem({ status: 413, error: 'too-large', message });
    }
    if (error.status === 415) throw notJson();
    if (error.status !== undefined && error.status >= 500) throw error;
    // What the parser says quotes the body.
    throw new RequestProblem({
      status: 400,
      error: 'invalid-request',
      message: 'The body is not valid JSON.',
    });
  },
});

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
  if (!ctx.is('application/json')) throw notJson();
  await parse(ctx, async () => {});
  return ctx.request.body;
}

function notJson(): RequestProblem {
  return new RequestProblem({
    status: 415,
    error: 'unsupported-media-type',
    message: 'Send the body as application/json in UTF-8, not compressed.',
  });
}
