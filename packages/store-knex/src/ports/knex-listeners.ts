import type { ListenerRecord, ListenerStore } from '@scimwright/store';
import { mayBeHeard } from '@scimwright/store/engine';
import type { Tx } from '../in-transaction.ts';
import type { Reader } from '../open-reader.ts';
import { oneOf, runEach } from '../portions.ts';
import { PORTION } from '../removal/removals.ts';
import type { RunSql } from '../run-sql.ts';
import type { Writer } from '../writer/group-commit.ts';

/** The names of the marks: when the first host recorded itself, and when one with an event handler last did. */
const MARKS = { since: 'hosts', last: 'listener' } as const;

/** An event in the order of storing, which is almost that of time. */
interface Looked {
  readonly seq: number | string;
  readonly at: string;
  readonly settled: string | null;
}

/** The recorded hosts, in the database. */
export function knexListeners(
  { run }: Pick<Reader, 'run'>,
  { transact }: Pick<Writer, 'transact'>,
): ListenerStore {
  return {
    recordHost: (at, isListening) =>
      transact(async (tx) => {
        await tx.run('insert into marks (name, at) values (?, ?) on conflict (name) do nothing', [
          MARKS.since,
          at,
        ]);
        if (isListening) {
          await tx.run(
            `insert into marks (name, at) values (?, ?)
             on conflict (name) do update set at = excluded.at where marks.at < excluded.at`,
            [MARKS.last, at],
          );
        }
        return { keep: true, result: undefined };
      }),
    read: () => readListening(run),
    pruneUnheard: async (before) => {
      let pruned = 0;
      for (let after: number | undefined = 0; after !== undefined;) {
        const from: number = after;
        const portion = await transact(async (tx) => ({
          keep: true,
          result: await prunePortion(tx, before, from),
        }));
        pruned += portion.deleted;
        after = portion.last;
      }
      return pruned;
    },
  };
}

async function readListening(run: RunSql): Promise<ListenerRecord> {
  const rows = await run<{ readonly name: string; readonly at: string }>('select name, at from marks', []);
  const atOf = (mark: string): string | undefined => rows.find(({ name }) => name === mark)?.at;
  return { since: atOf(MARKS.since), last: atOf(MARKS.last) };
}

/**
 * Reads events from the first on, which needs no further index: older settled events are pruned already.
 *
 * @returns how many were deleted, and the last event read if old ones may follow
 */
async function prunePortion(
  tx: Tx,
  before: string,
  after: number,
): Promise<{ readonly deleted: number; readonly last: number | undefined }> {
  // Inside the deleting transaction, so that a host that begins to listen is noticed.
  if (mayBeHeard(await readListening(tx.run), before)) return { deleted: 0, last: undefined };
  const looked = await tx.run<Looked>(
    `select seq, at, settled from events where seq > ? order by seq limit ${PORTION}`,
    [after],
  );
  const old = looked.filter(({ at }) => at < before);
  const unheard = old.filter(({ settled }) => settled === null).map(({ seq }) => Number(seq));
  const deleted = await runEach(
    tx,
    oneOf(tx, 'seq', 'integer', unheard),
    (those) => `delete from events where ${those} and settled is null returning seq`,
  );
  const isLast = looked.length < PORTION || old.length === 0;
  return { deleted: deleted.length, last: isLast ? undefined : Number(looked.at(-1)?.seq) };
}
