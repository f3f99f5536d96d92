import { HostRefusal } from '@scimwright/host';
import { AdminRefusal } from '@scimwright/server/admin';
import { StoreFault, StoreUnavailable } from '@scimwright/store';
import { CommanderError } from 'commander';
import type { CommandIo } from './command-io.ts';
import { makeProgram } from './program.ts';

/** Errors whose message is printed without a stack trace. */
const FOR_PEOPLE = [AdminRefusal, HostRefusal, StoreFault, StoreUnavailable];

/**
 * Runs the command in the arguments and returns the exit code.
 *
 * @throws any other error, which is a bug
 */
export async function runCommandLine(args: readonly string[], io: CommandIo): Promise<number> {
  try {
    await makeProgram(io).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has printed the error.
    if (error instanceof CommanderError) return error.exitCode;
    if (!(error instanceof Error) || !FOR_PEOPLE.some((kind) => error instanceof kind)) throw error;
    io.stderr.write(`${error.message}\n`);
    return 1;
  }
}
