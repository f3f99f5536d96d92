import {
  findLog,
  findUnresolved,
  operations,
  type CommandInput,
  type LogSearch,
  type ShownLogEntry,
} from '@scimwright/server/admin';
import { forTenant, type MakeCommand, type TenantContext } from '../command-of.ts';
import { columns, type PrintOptions } from '../print.ts';
import { untilInterrupted } from '../until-interrupted.ts';

type LogInput = CommandInput<typeof operations.findLog.command> & PrintOptions;

const POLL_MS = 1_000;

/** Entries of reads are stored up to half a second late, with the time of their answer. */
const LATE_MS = 5_000;

/** The command `scimwright log`: the requests that Entra sent to a tenant, with their results. */
export function logCommand(): MakeCommand {
  return forTenant(operations.findLog, async (context, input) => {
    const entries = input.unresolved
      ? await readUnresolved(context)
      : await readEntries(context, searchOf(input));
    context.print(input, entries, () =>
      entries.length === 0 ? ['There is no such entry in the log.'] : table(entries),
    );
    if (input.follow) await follow(context, input, entries);
  });
}

function searchOf({ about, failures, operation, since, until, limit }: LogInput): LogSearch {
  return {
    about,
    outcome: failures ? 'failed' : undefined,
    operation,
    since: since?.toISOString(),
    until: until?.toISOString(),
    limit,
  };
}

/** A page may be short although more entries follow, since one query examines a limited number. */
async function readEntries(
  { admin, tenant }: TenantContext,
  search: LogSearch,
): Promise<readonly ShownLogEntry[]> {
  const entries: ShownLogEntry[] = [];
  let before: string | undefined;
  do {
    const limit = search.limit - entries.length;
    const page = await findLog(admin, tenant, { ...search, before, limit });
    entries.push(...page.entries);
    before = page.next;
  } while (before !== undefined && entries.length < search.limit);
  return entries.toReversed();
}

async function readUnresolved({ admin, tenant }: TenantContext): Promise<readonly ShownLogEntry[]> {
  const { entries } = await findUnresolved(admin, tenant);
  return entries.toReversed();
}

async function follow(
  context: TenantContext,
  input: LogInput,
  shown: readonly ShownLogEntry[],
): Promise<void> {
  const search = { ...searchOf(input), until: undefined, limit: 1_000 };
  let seen = new Set(shown.map(({ seq }) => seq));
  let last = shown.at(-1)?.at ?? context.admin.clock().toISOString();
  await untilInterrupted(async () => {
    const since = new Date(Date.parse(last) - LATE_MS).toISOString();
    const recent = await readEntries(context, { ...search, since });
    const fresh = recent.filter(({ seq }) => !seen.has(seq));
    if (fresh.length > 0) {
      context.print(input, fresh, () => fresh.map((entry) => rowOf(entry).join('  ').trimEnd()));
      last = recent.at(-1)?.at ?? last;
    }
    seen = new Set(recent.map(({ seq }) => seq));
  }, POLL_MS);
}

function table(entries: readonly ShownLogEntry[]): readonly string[] {
  return columns([['TIME', 'STATUS', 'OPERATION', 'ABOUT', 'WHAT'], ...entries.map(rowOf)]);
}

function rowOf(entry: ShownLogEntry): readonly string[] {
  const { at, status, operation, resourceType = '', subject, resourceId = '' } = entry;
  return [at, String(status), operation, `${resourceType} ${subject ?? resourceId}`.trim(), whatOf(entry)];
}

function whatOf({ detail, changed, ignored, leftOut, filter }: ShownLogEntry): string {
  const parts = [
    detail,
    filter,
    changed.length > 0 ? `changed ${changed.join(', ')}` : undefined,
    leftOut.length > 0 ? `left out ${leftOut.join(', ')}` : undefined,
    ignored.length > 0 ? `ignored ${ignored.join(', ')}` : undefined,
  ];
  return parts.filter((part) => part !== undefined).join('; ');
}
