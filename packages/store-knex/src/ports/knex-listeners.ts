import { mayBeHeard, type Listening, type ListenerStore } from '@scimwright/store';
import type { Tx } from '../in-transaction.ts';
import type { Reader } from '../open-reader.ts';
import { oneOf, runEach } from '../portions.ts';
import type { RunSql } from '../run-sql.ts';
import type { Writer } from '../writer/group-commit.ts';

/** How many events are looked at in one transaction: a request waits for no more than that. */
const PORTION = 2_000;

/** The names of the marks: since when hosts note themselves, and when one that listens last did. */
const MARKS = { since: 'hosts', last: 'listener' } as const;

/** An event in the order of storing, which is nearly that of time. */
interface Looked {
  readonly seq: number | string;
  readonly at: string;
  readonly settled: string | null;
}

/**
 * Who listens, in the database.
 *
 * @example
 * await knexListeners(reader, writer).recordHost(new Date().toISOString(), true);
 */
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

async function readListening(run: RunSql): Promise<Listening> {
  const rows = await run<{ readonly name: string; readonly at: string }>('select name, at from marks', []);
  const atOf = (mark: string): string | undefined => rows.find(({ name }) => name === mark)?.at;
  return { since: atOf(MARKS.since), last: atOf(MARKS.last) };
}

/**
 * Goes through events from the first on, so that it needs no index: what is older than that and was settled was pruned before.
 *
 * @returns how many were deleted, and the last that was looked at, where old ones may come behind it
 */
async function prunePortion(
  tx: Tx,
  before: string,
  after: number,
): Promise<{ readonly deleted: number; readonly last: number | undefined }> {
  // Within the transaction that deletes: a host that begins to listen is seen.
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
