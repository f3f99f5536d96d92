import { operations, setClockBack, showClock } from '@scimwright/server/admin';
import { commandOf, groupOf, type MakeCommand } from '../command-of.ts';
import { columns } from '../print.ts';

/**
 * The command `scimwright clock`: shows the time by which tokens expire, and sets it back after a clock was ahead by mistake.
 */
export function clockCommand(): MakeCommand {
  return groupOf('clock', 'the latest time that a host has reached, by which tokens end', [
    commandOf(operations.showClock, async ({ admin, print }, input) => {
      const shown = await showClock(admin);
      print(input, shown, () => [
        ...columns([
          ['Clock', shown.clock],
          ['Hosts have been at', shown.mark ?? 'no time yet'],
        ]),
        '',
        shown.warning ?? 'All is well.',
      ]);
    }),
    commandOf(operations.setClockBack, async ({ admin, print }, input) => {
      const done = await setClockBack(admin);
      print(input, done, () => [
        `Tokens end by ${done.to} and later, no longer by ${done.from}: running hosts know it within seconds.`,
        'Tokens and links that ended in between work again. Revoke those that must not.',
      ]);
    }),
  ]);
}
