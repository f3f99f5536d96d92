import { StoreFault, type Definition, type DefinitionStore } from '@scimwright/store';
import type { Reader } from '../open-reader.ts';
import type { Writer } from '../writer/group-commit.ts';

/** The definitions of index entries, in table `derivations`. */
export function knexDefinitions({ run }: Reader, { transact }: Pick<Writer, 'transact'>): DefinitionStore {
  return {
    get: async (connector, type) => {
      const [known] = await run<Definition>(
        'select definition, since from derivations where connector = ? and type = ?',
        [connector, type],
      );
      return known;
    },
    set: (connector, type, { definition, since }) =>
      transact(async (tx) => {
        await tx.run(
          `insert into derivations (connector, type, definition, since) values (?, ?, ?, ?)
           on conflict (connector, type) do update set definition = excluded.definition, since = excluded.since`,
          [connector, type, definition, since],
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
