import type { RequestListener } from 'node:http';
import { Router } from '@koa/router';
import { isStorable, shorten } from '@scimwright/core';
import type { Logger } from '@scimwright/server';
import {
  AdminRefusal,
  endpoints,
  UndeclaredReply,
  type AdminApiDeps,
  type Endpoint,
} from '@scimwright/server/admin';
import { namedShapes } from '@scimwright/server/admin/internal';
import { bearerChallenge, describeFault, lastOfEach, urlRefusal } from '@scimwright/server/internal';
import Koa, { type Context, type Middleware } from 'koa';
import { ADMIN_API_PATH } from '../host-paths.ts';
import type { AdminGate } from './admin-gate.ts';
import { openApiDocument } from './open-api.ts';
import { problemOf, RequestProblem, type AnsweredProblem } from './problem.ts';
import { readJson } from './read-json.ts';

/** Serves the admin API under `/admin/api`. */
export function adminApi(
  deps: AdminApiDeps,
  options: {
    readonly adminGate: AdminGate;
    readonly logger: Logger;
    /** The URL of the admin API's host, without a slash at its end. */
    readonly adminOrigin: () => string;
  },
): RequestListener {
  const { adminGate, logger, adminOrigin } = options;
  const router = new Router({ prefix: ADMIN_API_PATH, sensitive: true, strict: true });
  // It says nothing of this host, so a tool may read it without a token.
  router.get('/openapi.json', (ctx) => {
    ctx.body = openApiDocument(endpoints, namedShapes, `${adminOrigin()}${ADMIN_API_PATH}`);
  });
  for (const endpoint of endpoints) {
    router[endpoint.method](endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (ctx) => {
      const actor = await adminGate.parseResource(ctx.get('Authorization'));
      await serve(endpoint, ctx, { ...deps, actor }, logger);
    });
  }
  const app = new Koa();
  app.on('error', (error: Error) => logger.error(describeFault(error), 'an admin answer broke off'));
  app.use(renderProblems(deps, logger));
  app.use(router.routes()).use(router.allowedMethods());
  const answer = app.callback();
  return (request, response) => void answer(request, response);
}

async function serve(endpoint: Endpoint, ctx: Context, deps: AdminApiDeps, logger: Logger): Promise<void> {
  const params: unknown = 'params' in ctx ? ctx.params : {}; // set by the router
  const body = endpoint.body === undefined ? undefined : await readJson(ctx);
  const request = { params, query: lastOfEach(ctx.query), body };
  const wrong = urlRefusal(ctx.url) ?? textFault(request);
  if (wrong !== undefined) {
    throw new RequestProblem({ status: 400, error: 'invalid-request', message: wrong });
  }
  try {
    ctx.body = await endpoint.answer(request, deps);
    ctx.status = endpoint.status;
  } catch (error) {
    if (error instanceof AdminRefusal && !endpoint.refusals.includes(error.kind)) {
      logger.error(
        { endpoint: endpoint.id, kind: error.kind },
        'an endpoint refused with a kind that it does not declare',
      );
    }
    if (error instanceof UndeclaredReply) logger.error({ endpoint: endpoint.id }, error.message);
    throw error;
  }
}

/** Text that no database keeps is refused here, for every endpoint: one of their schemas would forget it. */
function textFault(request: object): string | undefined {
  const path = unstorablePath(request);
  return path && `${shorten(path)} has a NUL character or half of a surrogate pair in it: remove it.`;
}

/** Where a request has text that a database could not keep; undefined when it has none. Names of fields count. */
function unstorablePath(value: unknown, path: readonly string[] = []): string | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : path.join('.');
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const found = isStorable(name) ? unstorablePath(part, [...path, name]) : path.join('.');
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Answers with a problem what was thrown, and what no endpoint answered. */
function renderProblems(deps: AdminApiDeps, logger: Logger): Middleware {
  return async (ctx, next) => {
    ctx.set('Cache-Control', 'no-store');
    try {
      await next();
      const unanswered = unansweredProblem(ctx);
      if (unanswered !== undefined) render(ctx, unanswered);
    } catch (error) {
      const problem = problemOf(error);
      if (problem !== undefined && problem.status < 500) return render(ctx, problem);
      const requestId = deps.ids();
      logger.error({ requestId, ...describeFault(error) }, 'an admin request failed');
      render(
        ctx,
        problem ?? {
          status: 500,
          error: 'fault',
          message: `The host failed to answer. Its process log has the reason under ${requestId}.`,
        },
      );
    }
  };
}

function unansweredProblem(ctx: Context): AnsweredProblem | undefined {
  if (ctx.body !== undefined && ctx.body !== null) return undefined;
  if (ctx.status === 405 || ctx.status === 501) {
    const message = `This path does not take ${ctx.method}. It takes ${ctx.response.get('Allow')}.`;
    return { status: 405, error: 'method-not-allowed', message };
  }
  if (ctx.status !== 404) return undefined;
  return {
    status: 404,
    error: 'not-found',
    message: `There is nothing at this path. ${ADMIN_API_PATH}/openapi.json has all there are.`,
  };
}

function render(ctx: Context, { status, ...problem }: AnsweredProblem): void {
  if (status === 401) ctx.set('WWW-Authenticate', bearerChallenge(ctx.get('Authorization'), 'admin'));
  ctx.status = status;
  ctx.body = problem;
}
