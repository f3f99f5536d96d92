import { Command } from 'commander';
import { setClockBack, showClock } from '@scimwright/server';
import { columns, print, type PrintOptions } from '../print.ts';
import { withAdmin } from '../with-admin.ts';

/**
 * The command `scimwright clock`: the time by which tokens end, and how to set it back after a clock was ahead by mistake.
 *
 * @example
 * program.addCommand(clockCommand());
 */
export function clockCommand(): Command {
  const command = new Command('clock').description(
    'the latest time that hosts have been at, by which tokens end',
  );
  command
    .command('show')
    .description('show it beside the clock of this machine')
    .option('--json', 'print JSON')
    .action((options: PrintOptions) =>
      withAdmin(async ({ admin }) => {
        const shown = await showClock(admin);
        print(options, shown, () => [
          ...columns([
            ['Clock', shown.clock],
            ['Hosts have been at', shown.mark ?? 'no time yet'],
          ]),
          '',
          shown.warning ?? 'All is well.',
        ]);
      }),
    );
  command
    .command('set-back')
    .description('set it back to the clock of this machine, after a clock was ahead by mistake')
    .option('--json', 'print JSON')
    .action((options: PrintOptions) =>
      withAdmin(async ({ admin }) => {
        const done = await setClockBack(admin);
        print(options, done, () => [
          `Tokens end by ${done.to} and later, no longer by ${done.from}: hosts that run know it in some seconds.`,
          'Tokens and links that ended in between work again. Revoke those that must not.',
        ]);
      }),
    );
  return command;
}
