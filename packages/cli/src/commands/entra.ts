import { CommanderError } from 'commander';
import { bareCommand, type MakeCommand } from '../command-of.ts';
import { untilDone } from '../until-interrupted.ts';

/** `scimwright entra`: the commands of the package @scimwright/entra, which need no host. */
export function entraCommand(): MakeCommand {
  return (io) =>
    bareCommand(io, 'entra', "Entra's provisioning service, offline, against any SCIM server")
      .helpOption(false)
      .allowUnknownOption()
      .argument('[arguments...]')
      .action(async (args: readonly string[]) => {
        const { runEntra } = await import('@scimwright/entra/command'); // for this command only
        const code = await untilDone((_, signal) => runEntra(args, { ...io, stdin: process.stdin, signal }));
        if (code !== 0) throw new CommanderError(code, 'entra', 'entra has said why');
      });
}
