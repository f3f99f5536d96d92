import { listAudit, operations } from '@scimwright/server/admin';
import { commandOf, type MakeCommand } from '../command-of.ts';
import { columns } from '../print.ts';

/** The command `scimwright audit`: the actions of administrators by the command line, the admin API or a link. */
export function auditCommand(): MakeCommand {
  return commandOf(operations.listAudit, async ({ admin, print }, input) => {
    const page = await listAudit(admin, input);
    const entries = page.entries.toReversed();
    print(input, { ...page, entries }, () =>
      entries.length === 0
        ? ['Nothing was done yet.']
        : [
            ...columns([
              ['NUMBER', 'TIME', 'WHO', 'WHAT', 'TENANT', 'ABOUT'],
              ...entries.map((entry) => [
                String(entry.seq),
                entry.at,
                entry.actor,
                entry.action,
                `${entry.connector ?? ''} ${entry.tenant ?? ''}`.trim(),
                entry.subject ?? '',
              ]),
            ]),
            ...(page.next === undefined ? [] : ['', `There are more: --before ${page.next}`]),
          ],
    );
  });
}
