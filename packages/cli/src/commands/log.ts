import { Command, Option } from 'commander';
import { findLog, findUnresolved, type LogSearch } from '@scimwright/server';
import type { StoredLogEntry } from '@scimwright/store';
import { forTenant, type TenantContext } from '../for-tenant.ts';
import { parseCount } from '../parse-count.ts';
import { parseTime } from '../parse-time.ts';
import { columns, print, type PrintOptions } from '../print.ts';
import { untilInterrupted } from '../until-interrupted.ts';

interface LogOptions extends PrintOptions {
  readonly person?: string;
  readonly failures?: boolean;
  readonly unresolved?: boolean;
  readonly operation?: string;
  readonly since?: Date;
  readonly until?: Date;
  readonly limit: number;
  readonly follow?: boolean;
}

const POLL_MS = 1_000;

/** Entries of reads are stored up to half a second late, under the time at which they were answered. */
const LATE_MS = 5_000;

/**
 * The command `scimwright log`: what Entra asked of a tenant and how it was answered.
 *
 * @example
 * program.addCommand(logCommand());
 */
export function logCommand(): Command {
  return forTenant<LogOptions>(
    new Command('log')
      .description('the provisioning log of a tenant, the newest entry last')
      .option('--person <name>', 'about a person or a group: a userName, a displayName, or an id')
      .option('--failures', 'only what failed')
      .addOption(
        new Option(
          '--unresolved',
          'each person and group whose latest attempt failed, by that attempt',
        ).conflicts(['person', 'failures', 'operation', 'since', 'until', 'limit', 'follow']),
      )
      .option('--operation <name>', 'only one operation, such as create or modify')
      .option('--since <time>', 'from then on: a date, or how long ago, such as 12h or 3d', parseTime)
      .option('--until <time>', 'before then', parseTime)
      .option('--limit <number>', 'at most so many entries', parseCount, 50)
      .option('--follow', 'go on with what comes in, until Ctrl-C'),
    async (context, options) => {
      const entries = options.unresolved
        ? await readUnresolved(context)
        : await readEntries(context, searchOf(options));
      print(options, entries, () =>
        entries.length === 0 ? ['There is no such entry in the log.'] : table(entries),
      );
      if (options.follow) await follow(context, options, entries);
    },
  );
}

function searchOf({ person, failures, operation, since, until, limit }: LogOptions): LogSearch {
  return {
    about: person,
    outcome: failures ? 'failed' : undefined,
    operation,
    since: since?.toISOString(),
    until: until?.toISOString(),
    limit,
  };
}

/** A page may be short although there are more: one reading looks at a bounded number of entries. */
async function readEntries(
  { admin, tenant }: TenantContext,
  search: LogSearch,
): Promise<readonly StoredLogEntry[]> {
  const entries: StoredLogEntry[] = [];
  let before: string | undefined;
  do {
    const limit = search.limit - entries.length;
    const page = await findLog(admin, tenant, { ...search, before, limit });
    entries.push(...page.entries);
    before = page.next;
  } while (before !== undefined && entries.length < search.limit);
  return entries.toReversed();
}

async function readUnresolved({ admin, tenant }: TenantContext): Promise<readonly StoredLogEntry[]> {
  const { entries } = await findUnresolved(admin, tenant);
  return entries.toReversed();
}

async function follow(
  context: TenantContext,
  options: LogOptions,
  shown: readonly StoredLogEntry[],
): Promise<void> {
  const search = { ...searchOf(options), until: undefined, limit: 1_000 };
  let seen = new Set(shown.map(({ seq }) => seq));
  let last = shown.at(-1)?.at ?? context.admin.clock().toISOString();
  await untilInterrupted(async () => {
    const since = new Date(Date.parse(last) - LATE_MS).toISOString();
    const recent = await readEntries(context, { ...search, since });
    const fresh = recent.filter(({ seq }) => !seen.has(seq));
    if (fresh.length > 0) {
      print(options, fresh, () => fresh.map((entry) => rowOf(entry).join('  ').trimEnd()));
      last = recent.at(-1)?.at ?? last;
    }
    seen = new Set(recent.map(({ seq }) => seq));
  }, POLL_MS);
}

function table(entries: readonly StoredLogEntry[]): readonly string[] {
  return columns([['TIME', 'STATUS', 'OPERATION', 'ABOUT', 'WHAT'], ...entries.map(rowOf)]);
}

function rowOf(entry: StoredLogEntry): readonly string[] {
  const { at, status, operation, resourceType = '', subject, resourceId = '' } = entry;
  return [at, String(status), operation, `${resourceType} ${subject ?? resourceId}`.trim(), whatOf(entry)];
}

function whatOf({ detail, changed, ignored, leftOut, filter }: StoredLogEntry): string {
  const parts = [
    detail,
    filter,
    changed.length > 0 ? `changed ${changed.join(', ')}` : undefined,
    leftOut.length > 0 ? `left out ${leftOut.join(', ')}` : undefined,
    ignored.length > 0 ? `ignored ${ignored.join(', ')}` : undefined,
  ];
  return parts.filter((part) => part !== undefined).join('; ');
}
