import { Command } from 'commander';
import { vacuumDatabase } from '@scimwright/server';
import { print, type PrintOptions } from '../print.ts';
import { withAdmin } from '../with-admin.ts';

const MEANWHILE =
  'While this lasts a running host reads, and stores nothing: it answers what waits too long with 503, and Entra sends that again.';

/**
 * The command `scimwright vacuum`: writes the file of SQLite anew, so that it is as small as what it holds and has nothing else.
 *
 * @example
 * program.addCommand(vacuumCommand());
 */
export function vacuumCommand(): Command {
  return new Command('vacuum')
    .description('write the file of SQLite anew: smaller, and with nothing of what was deleted')
    .option('--json', 'print JSON')
    .action((options: PrintOptions) =>
      withAdmin(async ({ admin }) => {
        if (!options.json) process.stderr.write(`${MEANWHILE}\n`);
        const vacuumed = await vacuumDatabase(admin);
        const { before, after, isScrubbed } = vacuumed;
        print(options, vacuumed, () => [
          `The file had ${before} bytes and has ${after}.`,
          ...(isScrubbed
            ? []
            : [
                'Somebody was reading, so that the write-ahead log could not be emptied and is counted too: a host does it within the hour.',
              ]),
        ]);
      }),
    );
}
