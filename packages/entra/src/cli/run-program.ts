import { printable } from '@scimwright/core';
import { Command, CommanderError } from 'commander';
import {
  addOnDemandCommand,
  addTestConnectionCommand,
  onDemand,
  testConnectionCommand,
} from './application-commands.ts';
import { addLiveCommand, live } from './live-command.ts';
import { faultsHelp } from './options.ts';
import { addExpressionCommand, addMappingCommand, expression, mapping } from './person-commands.ts';
import { exitCodes, UsageError, type ProgramIo } from './program-io.ts';
import { print } from './run-job.ts';
import { addSyncCommand, sync } from './sync-command.ts';

/**
 * Runs the command in the arguments, as the bin `entra` does.
 *
 * @param args - without the name of the program
 * @returns the exit code: 0 done, 1 something failed, 2 nothing was run, 130 stopped by Ctrl-C
 *
 * @example
 * const { env, stdin, stdout, stderr } = process;
 * const { signal } = new AbortController();
 * const code = await runEntra(['mapping'], { cwd: process.cwd(), env, stdin, stdout, stderr, signal }); // 0
 */
export async function runProgram(args: readonly string[], io: ProgramIo): Promise<number> {
  let code: number = exitCodes.done;
  const then = async (command: Promise<number>): Promise<void> => {
    code = await command;
  };
  const program = new Command('entra')
    .description("Microsoft Entra's provisioning service, offline, against any SCIM server.")
    .addHelpText(
      'after',
      `
Exit codes: 0 done, 1 something failed, 2 nothing was run, 130 stopped by Ctrl-C.
Use a tenant of its own: people and groups are created there and stay.
`,
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
    });
  addTestConnectionCommand(program, (options) => then(testConnectionCommand(options, io)));
  addSyncCommand(program, (options) => then(sync(options, io)));
  addLiveCommand(program, (options) => then(live(options, io)));
  addOnDemandCommand(program, (options) => then(onDemand(options, io)));
  addExpressionCommand(program, (text, options) => then(expression(text, options, io)));
  addMappingCommand(program, (options) => then(mapping(options, io)));
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    const at = args.indexOf('--faults');
    if (at >= 0 && args[at + 1] === 'help') print(faultsHelp(), io);
    else await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.cannotRun;
    if (!(error instanceof UsageError)) throw error;
    io.stderr.write(`${printable(error.message)}\n`);
    return exitCodes.cannotRun;
  }
}
