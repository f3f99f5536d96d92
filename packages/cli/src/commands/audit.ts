import { Command } from 'commander';
import { listAudit } from '@scimwright/server';
import { parseCount } from '../parse-count.ts';
import { parseSeq } from '../parse-seq.ts';
import { columns, print, type PrintOptions } from '../print.ts';
import { withAdmin } from '../with-admin.ts';

interface AuditOptions extends PrintOptions {
  readonly connector?: string;
  readonly tenant?: string;
  readonly before?: number;
  readonly limit: number;
}

/**
 * The command `scimwright audit`: what administrators did, whether by the command line, the admin API or a link.
 *
 * @example
 * program.addCommand(auditCommand());
 */
export function auditCommand(): Command {
  return new Command('audit')
    .description('what administrators did, the newest entry last')
    .option('--connector <id>', 'about tenants of one connector')
    .option('--tenant <name>', 'about tenants of that name, which may be gone')
    .option('--before <number>', 'those before that one', parseSeq)
    .option('--limit <number>', 'at most so many entries', parseCount, 50)
    .option('--json', 'print JSON')
    .action((options: AuditOptions) =>
      withAdmin(async ({ admin }) => {
        const { connector, tenant, before, limit } = options;
        const page = await listAudit(admin, { connector, tenant, before, limit });
        const entries = page.entries.toReversed();
        print(options, { ...page, entries }, () =>
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
      }),
    );
}
