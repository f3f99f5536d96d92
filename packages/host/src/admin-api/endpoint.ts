import type { AdminDeps, AdminRefusalKind } from '@scimwright/server';
import type { z } from 'zod';
import { RequestProblem } from './request-problem.ts';

/** What the endpoints work with. */
export interface AdminApiDeps extends AdminDeps {
  /** The URL under which clients reach the host, without a slash at its end. */
  readonly origin: () => string;
}

/** What an endpoint says of itself. From it come validation, the types of `run`, and the OpenAPI document. */
export interface Declaration<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodObject,
  Reply extends z.ZodType,
> {
  /** Its name in the document, unique: a verb and a noun. */
  readonly id: string;
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** Under `/admin/api`, with `{name}` for a parameter. */
  readonly path: `/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  /** Undefined when it takes no body. */
  readonly body: Body | undefined;
  /** How it answers when it does not refuse: 200, or 201 when it made something. */
  readonly status: 200 | 201;
  readonly reply: Reply;
  /** How it may refuse, besides what is refused everywhere: a malformed request, no admin token. */
  readonly refusals: readonly AdminRefusalKind[];
  run(
    request: {
      readonly params: z.output<Params>;
      readonly query: z.output<Query>;
      readonly body: z.output<Body>;
    },
    deps: AdminApiDeps,
  ): Promise<z.input<Reply>>;
}

/** An endpoint in the table: its declaration, and a way to run it on what a request brought. */
export interface Endpoint {
  readonly id: string;
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  readonly path: `/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodObject | undefined;
  readonly status: 200 | 201;
  readonly reply: z.ZodType;
  readonly refusals: readonly AdminRefusalKind[];
  /**
   * Checks a request, carries it out, and checks the answer. It returns the body of the answer.
   *
   * @throws RequestProblem when the request is not as declared; UndeclaredReply when the answer is not
   */
  answer(
    request: { readonly params: unknown; readonly query: unknown; readonly body: unknown },
    deps: AdminApiDeps,
  ): Promise<unknown>;
}

/**
 * An endpoint that answered what it does not declare: a fault, since what leaves through it is unknown.
 *
 * @example
 * throw new UndeclaredReply('showTenant');
 */
export class UndeclaredReply extends Error {
  override readonly name = 'UndeclaredReply';

  constructor(id: string) {
    super(`${id} answered what it does not declare.`);
  }
}

/**
 * Makes a row of the table from a declaration.
 *
 * @example
 * import { z } from 'zod';
 *
 * const showTime = endpoint({
 *   id: 'showTime', method: 'get', path: '/time', tag: 'Host', summary: 'The time.',
 *   params: z.strictObject({}), query: z.strictObject({}), body: undefined, refusals: [],
 *   status: 200, reply: z.strictObject({ now: z.string() }),
 *   run: async (_, { clock }) => ({ now: clock().toISOString() }),
 * });
 */
export function endpoint<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodObject,
  Reply extends z.ZodType,
>(declaration: Declaration<Params, Query, Body, Reply>): Endpoint {
  const { id, params, query, body, reply } = declaration;
  return {
    ...declaration,
    async answer(request, deps) {
      const answer = await declaration.run(
        {
          params: read(params, request.params),
          query: read(query, request.query),
          // Without a schema there is nothing in it, which is what its type says then too.
          body: body === undefined ? ({} as z.output<Body>) : read(body, request.body),
        },
        deps,
      );
      const checked = reply.safeParse(answer);
      if (!checked.success) throw new UndeclaredReply(id);
      return checked.data;
    },
  };
}

function read<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('. ');
  throw new RequestProblem({ status: 400, error: 'invalid-request', message });
}
