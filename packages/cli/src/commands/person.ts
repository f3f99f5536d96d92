import { Command } from 'commander';
import { AdminRefusal, erasePerson, exportPerson, tenantOf, type ErasedPerson } from '@scimwright/server';
import { print, type PrintOptions } from '../print.ts';
import { withAdmin } from '../with-admin.ts';

interface EraseOptions extends PrintOptions {
  readonly yes?: boolean;
  /** False for `--no-vacuum`. */
  readonly vacuum: boolean;
}

/**
 * The command `scimwright person`: all that a tenant keeps of one person, and how it goes.
 *
 * @example
 * program.addCommand(personCommand());
 */
export function personCommand(): Command {
  const command = new Command('person').description('what a tenant keeps of one person');
  aboutPerson(command.command('export'))
    .description('print all that is kept of a person, who may be gone, as JSON')
    .action((connector: string, name: string, person: string, options: PrintOptions) =>
      withAdmin(async ({ admin, origin }) => {
        const tenant = await tenantOf(admin, connector, name);
        const all = await exportPerson(admin, tenant, person, origin);
        print(options, all, () => JSON.stringify(all, undefined, 2).split('\n'));
      }),
    );
  aboutPerson(command.command('erase'))
    .description('erase a person with all that is kept of them, for good')
    .option('--yes', 'really')
    .option('--no-vacuum', 'leave the file of SQLite as it is, for "scimwright vacuum" after several')
    .action((connector: string, name: string, person: string, options: EraseOptions) =>
      withAdmin(async ({ admin }) => {
        const tenant = await tenantOf(admin, connector, name);
        const { yes: isConfirmed = false, vacuum: vacuums } = options;
        if (!isConfirmed) {
          throw new AdminRefusal(
            `This erases the person from the tenant "${tenant.name}", with all that log, events and tokens keep of them, for good. In Entra take them out of scope first, or it sends them again. Say --yes to do it.`,
          );
        }
        const erased = await erasePerson(admin, tenant, person, { isConfirmed, vacuums });
        print(options, erased, () => sentencesOn(erased, vacuums));
      }),
    );
  return command;
}

function aboutPerson(command: Command): Command {
  return command
    .argument('<connector>', 'the id of its connector')
    .argument('<name>', "the tenant's name in the tenant URL")
    .argument('<person>', 'the id or the userName of the person')
    .option('--json', 'print JSON');
}

function sentencesOn(erased: ErasedPerson, vacuums: boolean): readonly string[] {
  const { removed, logEntries, quotes, events, waitingEvents, tokens, labels } = erased;
  return [
    removed ? 'The user is removed, and the product is told.' : 'The user was not there any more.',
    `Erased: ${logEntries} log entries and what ${quotes} others quoted, ${events} events, ${tokens} tokens, the words on ${labels} tokens and links.`,
    ...(waitingEvents === 0
      ? []
      : [
          `${waitingEvents} of the events wait for the product, and hold what they hold until it has taken them.`,
        ]),
    ...(vacuums
      ? []
      : ['On SQLite some bytes may still be in the file: run "scimwright vacuum" when you are done.']),
    ...(erased.scrubbed
      ? []
      : [
          'Somebody was reading: what was erased may be in the write-ahead log until a host empties it, within the hour.',
        ]),
    ...(erased.isThereAgain
      ? ['They are there again: take them out of scope in Entra, and erase them once more.']
      : []),
    'Backups have what they had.',
  ];
}
