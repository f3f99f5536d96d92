import { StoreFault } from '@scimwright/store';
import type { RunSql } from '../session.ts';

/**
 * The secret that was made with the database, read when it is first asked for.
 *
 * @throws StoreFault NO_SECRET when somebody took it out
 *
 * @example
 * const secret = knexSecret(reader);
 * (await secret()).length; // 32
 */
export function knexSecret({ run }: { readonly run: RunSql }): () => Promise<Uint8Array> {
  let known: Uint8Array | undefined;
  return async () => {
    known ??= await readSecret(run);
    return known;
  };
}

async function readSecret(run: RunSql): Promise<Uint8Array> {
  const [row] = await run<{ readonly value: string }>('select value from secrets where name = ?', ['root']);
  if (row === undefined) throw new StoreFault('NO_SECRET', 'secrets');
  return Buffer.from(row.value, 'hex');
}
