import { z } from 'zod';
import type { AdminApiDeps, AdminRefusalKind } from './admin-deps.ts';

/** What each kind of option of the command line is read as. */
export interface OptionValues {
  /** Takes no value: it is given or not. */
  readonly flag: boolean;
  readonly text: string;
  /** May be given more than once. */
  readonly texts: readonly string[];
  /** At most how many. */
  readonly count: number;
  /** The number of an event or of an entry. */
  readonly number: number;
  readonly date: Date;
  /** A date, or how long ago. */
  readonly time: Date;
  readonly json: unknown;
}

/** An option of a command. */
export interface CommandOption {
  /** As it is written: `--by <name>`. */
  readonly flags: `--${string}`;
  readonly kind: keyof OptionValues;
  /** What it does; unless given, the description of the request's field of that name. */
  readonly help?: string;
  readonly default?: string | number;
  /** The fields whose options cannot stand beside it. */
  readonly conflicts?: readonly string[];
  /** The option that says the opposite. */
  readonly opposite?: { readonly flags: `--no-${string}`; readonly help: string };
}

/** How the command line offers an operation. The names of arguments and options are those of the request's fields. */
export interface Command {
  /** What is typed after `scimwright`: `token issue`. */
  readonly words: string;
  /** In place of the operation's summary, where the command does it in another way. */
  readonly summary?: string;
  /** As they are written, in order: `<connector>`, or `[connector]` for one that may be left out. */
  readonly arguments: Readonly<Record<string, `<${string}>` | `[${string}]`>>;
  readonly options: Readonly<Record<string, CommandOption>>;
}

/** What a command is given, by field. */
export type CommandInput<C extends Command> = {
  readonly [Field in keyof C['arguments']]: C['arguments'][Field] extends `[${string}]`
    ? string | undefined
    : string;
} & {
  readonly [Field in keyof C['options']]: C['options'][Field] extends { readonly default: unknown }
    ? OptionValues[C['options'][Field]['kind']]
    : OptionValues[C['options'][Field]['kind']] | undefined;
};

/** Something that administrators do: a row of the table that the admin API and the command line are made from. */
export interface Operation<C extends Command | undefined = Command | undefined> {
  /** Its name, unique: a verb and a noun. */
  readonly id: string;
  /** What it does, as a command to the host and without a full stop. */
  readonly summary: string;
  /** Undefined when the command line does not offer it, or offers it as an option of another command. */
  readonly command: C;
}

/** What the admin API says of an operation. */
interface HttpDeclaration<Params, Query, Body, Reply> {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** Under `/admin/api`, with `{name}` for a parameter. */
  readonly path: `/${string}`;
  readonly tag: string;
  readonly params: Params;
  readonly query: Query;
  /** Undefined when it takes no body. */
  readonly body: Body | undefined;
  /** The status of success: 200, or 201 when it made something. */
  readonly status: 200 | 201;
  readonly reply: Reply;
  /** How it may refuse, besides what every endpoint refuses: a malformed request, no admin token. */
  readonly refusals: readonly AdminRefusalKind[];
}

/** An operation that the admin API serves. */
export interface Endpoint<C extends Command | undefined = Command | undefined>
  extends Operation<C>, HttpDeclaration<z.ZodObject, z.ZodObject, z.ZodObject, z.ZodType> {
  /**
   * Checks a request, carries it out, and checks the answer.
   *
   * @returns the body of the answer
   * @throws InvalidRequest when the request is not as declared
   * @throws UndeclaredReply when the answer is not
   */
  answer(
    request: { readonly params: unknown; readonly query: unknown; readonly body: unknown },
    deps: AdminApiDeps,
  ): Promise<unknown>;
}

/**
 * A request that is not as its endpoint declares it; the message names the fields.
 *
 * @example
 * throw new InvalidRequest('limit: Invalid input');
 */
export class InvalidRequest extends Error {
  override readonly name = 'InvalidRequest';
}

/**
 * An endpoint returned fields that it does not declare: a fault, because they may be secret.
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
 * Makes a row of the table from what an endpoint declares.
 *
 * @example
 * import { z } from 'zod';
 *
 * const showTime = endpoint({
 *   id: 'showTime', method: 'get', path: '/time', tag: 'Host', summary: 'Show the time',
 *   params: z.strictObject({}), query: z.strictObject({}), body: undefined, refusals: [],
 *   status: 200, reply: z.strictObject({ now: z.string() }), command: undefined,
 *   run: async (_, { clock }) => ({ now: clock().toISOString() }),
 * });
 */
export function endpoint<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodObject,
  Reply extends z.ZodType,
  const C extends Command | undefined,
>(
  declaration: Operation<C> &
    HttpDeclaration<Params, Query, Body, Reply> & {
      run(
        request: {
          readonly params: z.output<Params>;
          readonly query: z.output<Query>;
          readonly body: z.output<Body>;
        },
        deps: AdminApiDeps,
      ): Promise<z.input<Reply>>;
    },
): Endpoint<C> {
  const { run, ...row } = declaration;
  const { id, params, query, body, reply } = row;
  return {
    ...row,
    async answer(request, deps) {
      const answer = await run(
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
  throw new InvalidRequest(message);
}

/**
 * Whether the admin API serves an operation; the others are for the command line alone.
 *
 * @example
 * isEndpoint(operations.showClock); // false
 */
export function isEndpoint(operation: Operation): operation is Endpoint {
  return 'method' in operation;
}

/**
 * What the command line says of an argument or option: its help, or the description of the request's field of that name.
 *
 * @throws Error when neither says anything
 *
 * @example
 * commandHelp(operations.revokeToken, 'id'); // 'the id of the token'
 */
export function commandHelp(operation: Operation<Command>, field: string): string {
  const shapes = isEndpoint(operation) ? [operation.params, operation.query, operation.body] : [];
  const help =
    operation.command.options[field]?.help ?? shapes.map((shape) => shape?.shape[field]).flatMap(describe)[0];
  if (help === undefined) throw new Error(`${operation.id} says nothing of ${field}.`);
  return inSentence(help);
}

function describe(field: z.core.$ZodType | undefined): readonly string[] {
  return (field && z.globalRegistry.get(field)?.description?.split('\n', 1)) ?? [];
}

/**
 * A sentence as it stands after another word: without its capital and its full stop.
 *
 * @example
 * inSentence('The id of the token.'); // 'the id of the token'
 */
export function inSentence(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '');
}
