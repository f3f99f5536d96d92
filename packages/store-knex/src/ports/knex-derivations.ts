import type { Derivation, DerivationStore } from '@scimwright/store';
import type { Reader } from '../open-reader.ts';
import { rederive } from '../writer/rederive.ts';
import type { Writer } from '../writer/group-commit.ts';

/**
 * Derivations in the database.
 *
 * @example
 * await knexDerivations(reader, writer).get('bic', 'User');
 */
export function knexDerivations({ run }: Reader, { transact }: Pick<Writer, 'transact'>): DerivationStore {
  return {
    get: async (connector, type) => {
      const [known] = await run<Derivation>(
        'select definition, since from derivations where connector = ? and type = ?',
        [connector, type],
      );
      return known;
    },
    note: (connector, type, { definition, since }) =>
      transact(async (tx) => {
        await tx.run(
          `insert into derivations (connector, type, definition, since) values (?, ?, ?, ?)
           on conflict (connector, type) do update set definition = excluded.definition, since = excluded.since`,
          [connector, type, definition, since],
        );
        return { keep: true, result: undefined };
      }),
    rederive: (tenant, from, derive) =>
      transact(async (tx) => ({ keep: true, result: await rederive(tx, tenant, from, derive) })),
  };
}
