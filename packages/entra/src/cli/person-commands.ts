import { randomUUID } from 'node:crypto';
import { printableJson } from '@scimwright/core';
import { InvalidArgumentError, type Command } from 'commander';
import { sourceOf } from '../directory/source-of.ts';
import { ExpressionError } from '../expression/expression-error.ts';
import { evaluateExpression } from '../expression/evaluate-expression.ts';
import { parseExpression } from '../expression/parse-expression.ts';
import { printExpression } from '../expression/print-expression.ts';
import { showExpressionError } from '../expression/show-expression-error.ts';
import type { ExpressionValue } from '../expression/value.ts';
import { entitlementOf } from '../job/entitlement.ts';
import { mapObject } from '../mapping/map-object.ts';
import type { AttributeMapping } from '../mapping/mapping.ts';
import {
  addDirectoryOptions,
  addMappingOptions,
  directoryOf,
  mappingOf,
  personOf,
  type DirectoryOptions,
  type MappingOptions,
} from './options.ts';
import { exitCodes, type ProgramIo } from './program-io.ts';
import { print } from './run-job.ts';

export type ExpressionOptions = DirectoryOptions & {
  readonly user?: string;
  readonly set: Readonly<Record<string, string>>;
  readonly json?: true;
};

export type MappingCommandOptions = DirectoryOptions &
  MappingOptions & { readonly user?: string; readonly json?: true };

const assignment = (
  given: string,
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => {
  const at = given.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write it as name=value.');
  return { ...before, [given.slice(0, at)]: given.slice(at + 1) };
};

/** Adds `expression`. */
export function addExpressionCommand(
  program: Command,
  run: (expression: string, options: ExpressionOptions) => Promise<void>,
): void {
  const command = program
    .command('expression')
    .description('evaluate an expression of an attribute mapping for a person')
    .argument('<expression>', `such as 'Join(" ", [givenName], [surname])'`)
    .option(
      '--user <name>',
      'whose attributes are read, by user name or object id; the first person if you leave it out',
    )
    .option('--set <name=value>', 'an attribute with this value; may be repeated', assignment, {});
  addDirectoryOptions(command).option('--json', 'print JSON').action(run);
}

/** Evaluates an expression for a person. */
export async function expression(text: string, options: ExpressionOptions, io: ProgramIo): Promise<number> {
  const directory = await directoryOf(options, io, Date.now());
  const source = sourceOf(personOf(directory, options.user), directory, false);
  const attributes = {
    get: (name: string) => (Object.hasOwn(options.set, name) ? options.set[name] : source.get(name)),
  };
  try {
    const outcome = evaluateExpression(parseExpression(text), attributes, {
      now: Date.now,
      random: Math.random,
      guid: randomUUID,
      defaultDomain: directory.defaultDomain,
      isTaken: () => false,
    });
    if (options.json === true) io.stdout.write(`${printableJson(outcome)}\n`);
    else
      print(
        [outcome.kind === 'ignored' ? '(the attribute is taken out of the flow)' : shown(outcome.value)],
        io,
      );
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    io.stderr.write(`${showExpressionError(text, error)}\n`);
    return exitCodes.failed;
  }
}

/** Adds `mapping`. */
export function addMappingCommand(
  program: Command,
  run: (options: MappingCommandOptions) => Promise<void>,
): void {
  const command = program
    .command('mapping')
    .description('show what is mapped to what, and what it gives a person')
    .option('--user <name>', 'by user name or object id; the first person if you leave it out');
  addMappingOptions(addDirectoryOptions(command)).option('--json', 'print JSON').action(run);
}

/** Shows the mapping of users, with the values of a person. */
export async function mapping(options: MappingCommandOptions, io: ProgramIo): Promise<number> {
  const { users } = await mappingOf(options, io);
  const directory = await directoryOf(options, io, Date.now());
  const person = personOf(directory, options.user);
  const { isActive, isAssigned, scope, isEntitled } = entitlementOf(person, users, directory, {
    scope: 'assigned',
  });
  const context = {
    now: Date.now,
    random: Math.random,
    guid: randomUUID,
    defaultDomain: directory.defaultDomain,
    isTaken: () => false,
  };
  const values = mapObject(users, sourceOf(person, directory, !isEntitled), context, true);
  const rows = users.attributes.map((each) => {
    const found = values.find((value) => value.mapping === each);
    return {
      target: each.target.path,
      source: sourceText(each),
      matching: each.matching ?? null,
      value: found === undefined ? null : found.isRedacted ? '[Redact]' : found.value,
    };
  });
  if (options.json === true) {
    io.stdout.write(
      `${printableJson({ person: person.id, isActive, isAssigned, inScope: scope.inScope, rows })}\n`,
    );
    return exitCodes.done;
  }
  const width = Math.max(...rows.map(({ target }) => target.length));
  const entitled = isEntitled ? 'is provisioned' : 'is not provisioned';
  const why = `active: ${String(isActive)}, assigned: ${String(isAssigned)}, in scope: ${String(scope.inScope)}`;
  print(
    [
      `${String(person.attributes['userPrincipalName'])} ${entitled} (${why}).`,
      ...rows.flatMap(({ target, source, value, matching }) => [
        `${target.padEnd(width)}  ${value === null ? '(no value: not sent)' : shown(value)}`,
        `${''.padEnd(width)}    from ${source}${matching === null ? '' : `, matching ${matching}`}`,
      ]),
    ],
    io,
  );
  return exitCodes.done;
}

function sourceText({ source }: AttributeMapping): string {
  switch (source.kind) {
    case 'direct':
      return source.attribute;
    case 'constant':
      return JSON.stringify(source.value);
    case 'expression':
      return printExpression(source.expression);
    case 'none':
      return 'nothing';
    default:
      return source satisfies never;
  }
}

function shown(value: ExpressionValue): string {
  if (value === null) return '(no value)';
  return typeof value === 'string' ? value : JSON.stringify('kind' in value ? value.roles : value);
}
