import type { ClockMark, ClockStore } from '@scimwright/store';
import type { Reader } from '../open-reader.ts';
import type { RunSql } from '../run-sql.ts';
import type { Writer } from '../writer/group-commit.ts';

/** One mark for the whole database. */
const ID = 1;

const SELECT = 'select at, set_backs as "setBacks" from clock_marks where id = ?';

/** The mark of the clock in the database. */
export function knexClock({ run }: Reader, { transact }: Pick<Writer, 'transact'>): ClockStore {
  return {
    read: () => readMark(run),
    raise: (wanted) =>
      transact(async (tx) => {
        await tx.run(
          `insert into clock_marks (id, at, set_backs) values (?, ?, 0)
           on conflict (id) do update set at = excluded.at
           where clock_marks.at < excluded.at and clock_marks.set_backs = ?`,
          [ID, wanted.at, wanted.setBacks],
        );
        return { keep: true, result: (await readMark(tx.run)) ?? wanted };
      }),
    setBack: (at) =>
      transact(async ({ run: ask, dialect }) => {
        const [before] = await ask<ClockMark>(`${SELECT}${dialect.lock('change')}`, [ID]);
        if (before === undefined || before.at <= at) return { keep: false, result: undefined };
        await ask('update clock_marks set at = ?, set_backs = set_backs + 1 where id = ?', [at, ID]);
        return { keep: true, result: before };
      }),
  };
}

async function readMark(run: RunSql): Promise<ClockMark | undefined> {
  const [mark] = await run<ClockMark>(SELECT, [ID]);
  return mark;
}
