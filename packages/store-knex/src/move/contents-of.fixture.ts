import { openSession } from '@scimwright/test-databases';
import { tables } from './tables.ts';

/** The rows of each table. */
export type Contents = Readonly<Record<string, readonly unknown[]>>;

const BOOLEANS: ReadonlySet<string> = new Set(['enabled', 'is_unique', 'erased']);

/** A value as both engines could hold it. */
function plain(column: string, value: unknown): unknown {
  if (BOOLEANS.has(column)) return Boolean(value);
  if (column === 'document' && typeof value === 'string') return JSON.parse(value);
  return column === 'seq' ? Number(value) : value;
}

/** Everything in a database, read without the code that moves it. */
export async function contentsOf(url: string): Promise<Contents> {
  const session = await openSession(url);
  try {
    const contents: Record<string, readonly unknown[]> = {};
    for (const { name } of tables) {
      const rows = (await session.run(`select * from ${name}`)).map((row) =>
        Object.fromEntries(
          Object.entries(row)
            .map(([column, value]) => [column, plain(column, value)] as const)
            .toSorted(([one], [other]) => (one < other ? -1 : 1)),
        ),
      );
      const texts = new Map(rows.map((row) => [JSON.stringify(row), row]));
      contents[name] = [...texts].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
    }
    return contents;
  } finally {
    await session.close();
  }
}
