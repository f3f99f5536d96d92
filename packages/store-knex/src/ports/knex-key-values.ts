import { StoreFault, type DefinitionStore } from '@scimwright/store';
import type { Reader } from '../open-reader.ts';
import type { Writer } from '../writer/group-commit.ts';

/** The definitions of index entries, in table `derivations`. */
export function knexDefinitions({ run }: Reader, { transact }: Pick<Writer, 'transact'>): DefinitionStore {
  return {
    get: async (connector, type) => {
      const [known] = await run<{
        readonly definition: string;
        readonly since: string;
        readonly progress: string | null;
      }>('select definition, since, progress from derivations where connector = ? and type = ?', [
        connector,
        type,
      ]);
      return known && { ...known, progress: known.progress ?? undefined };
    },
    set: (connector, type, { definition, since, progress }) =>
      transact(async (tx) => {
        await tx.run(
          `insert into derivations (connector, type, definition, since, progress) values (?, ?, ?, ?, ?)
           on conflict (connector, type) do update
             set definition = excluded.definition, since = excluded.since, progress = excluded.progress`,
          [connector, type, definition, since, progress ?? null],
        );
        return { keep: true, result: undefined };
      }),
  };
}

/**
 * The secret that was made with the database, read once.
 *
 * @throws StoreFault NO_SECRET when its row was deleted
 */
export function knexSecret({ run }: Pick<Reader, 'run'>): () => Promise<Uint8Array> {
  let known: Uint8Array | undefined;
  return async () => {
    if (known !== undefined) return known;
    const [row] = await run<{ readonly value: string }>('select value from secrets where name = ?', ['root']);
    if (row === undefined) throw new StoreFault('NO_SECRET', 'secrets');
    known = Buffer.from(row.value, 'hex');
    return known;
  };
}
