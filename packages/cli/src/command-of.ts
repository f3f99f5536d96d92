import {
  tenantOf,
  type Command as CommandRow,
  type CommandInput,
  type CommandOption,
  type Operation,
} from '@scimwright/server/admin';
import { commandHelp, inSentence } from '@scimwright/server/admin/internal';
import type { Tenant } from '@scimwright/store';
import { Command, Option } from 'commander';
import type { CommandIo } from './command-io.ts';
import { readOption } from './option-value.ts';
import { printOn, sayOn, type PrintOptions } from './print.ts';
import { withAdmin, type CommandContext } from './with-admin.ts';

/** Makes a command for a process. */
export type MakeCommand = (io: CommandIo) => Command;

/**
 * A command as its operation declares it: its name, arguments, options and help, and `--json`.
 *
 * @param run - carries out the command and prints the result
 */
export function commandOf<Row extends CommandRow>(
  operation: Operation<Row>,
  run: (context: CommandContext, input: CommandInput<Row> & PrintOptions) => Promise<void>,
): MakeCommand {
  return (io) => makeCommand<Row>(io, operation, (input) => withAdmin(io, (context) => run(context, input)));
}

/** A command that opens no database of a project, declared in the same way. */
export function commandWithoutAdmin<Row extends CommandRow>(
  operation: Operation<Row>,
  run: (
    context: Omit<CommandContext, 'admin'> & { readonly cwd: string },
    input: CommandInput<Row> & PrintOptions,
  ) => Promise<void>,
): MakeCommand {
  return (io) =>
    makeCommand<Row>(io, operation, (input) =>
      run({ cwd: io.cwd, print: printOn(io), say: sayOn(io) }, input),
    );
}

function makeCommand<Row extends CommandRow>(
  io: CommandIo,
  operation: Operation<Row>,
  run: (input: CommandInput<Row> & PrintOptions) => Promise<void>,
): Command {
  const { words, summary = operation.summary, arguments: positions, options } = operation.command;
  const command = bareCommand(io, words.slice(words.lastIndexOf(' ') + 1), inSentence(summary));
  for (const [field, written] of Object.entries(positions)) {
    command.argument(written, commandHelp(operation, field));
  }
  const names = new Map<string, string>();
  for (const [field, declared] of Object.entries(options)) {
    const option = new Option(declared.flags, commandHelp(operation, field));
    names.set(field, option.attributeName());
    command.addOption(withValue(option, declared));
    if (declared.opposite !== undefined) {
      command.option(declared.opposite.flags, inSentence(declared.opposite.help));
    }
  }
  for (const [field, { conflicts = [] }] of Object.entries(options)) {
    const option = command.options.find((one) => one.attributeName() === names.get(field));
    option?.conflicts(conflicts.map((other) => names.get(other) ?? other));
  }
  return command.option('--json', 'print JSON').action(async () => {
    const given: Readonly<Record<string, unknown>> = command.opts();
    const input = Object.fromEntries([
      ...Object.keys(positions).map((field, at) => [field, command.processedArgs[at]] as const),
      ...Array.from(names, ([field, name]) => [field, valueOf(given[name], options[field])] as const),
      ['json', given['json']] as const,
    ]);
    // Each value was parsed as its option declares, so the type holds.
    await run(input as CommandInput<Row> & PrintOptions);
  });
}

function withValue(option: Option, { kind, default: preset }: CommandOption): Option {
  if (kind !== 'flag') option.argParser(readOption[kind]);
  return preset === undefined ? option : option.default(preset);
}

/** Turns the false of `--no-entitlement` into an empty list. */
function valueOf(given: unknown, option: CommandOption | undefined): unknown {
  return option?.kind === 'texts' && given === false ? [] : given;
}

/** A command whose arguments name a tenant. */
type TenantRow = CommandRow & {
  readonly arguments: { readonly connector: `<${string}>`; readonly tenant: `<${string}>` };
};

/** A command about the tenant that its first two arguments name. */
export function forTenant<Row extends TenantRow>(
  operation: Operation<Row>,
  run: (context: TenantContext, input: CommandInput<Row> & PrintOptions) => Promise<void>,
): MakeCommand {
  return commandOf(operation, async (context, input) => {
    const { connector, tenant: name }: Partial<Readonly<Record<string, unknown>>> = input;
    const tenant = await tenantOf(context.admin, String(connector), String(name));
    await run({ ...context, tenant }, input);
  });
}

/** The input of a command about a tenant. */
export interface TenantContext extends CommandContext {
  readonly tenant: Tenant;
}

/** A command with subcommands. */
export function groupOf(name: string, description: string, commands: readonly MakeCommand[]): MakeCommand {
  return (io) =>
    commands.reduce((group, make) => group.addCommand(make(io)), bareCommand(io, name, description));
}

/** A command that prints to the streams of the process, and throws a CommanderError in place of an exit. */
export function bareCommand({ stdout, stderr }: CommandIo, name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    });
}
