import type { Target } from '../../../packages/core/src/schema/index.ts';
import type { Store } from '../../../packages/store/src/index.ts';
import type { EntraTable, ServeConnector } from '../../../packages/testing/src/index.ts';
import type { Samples } from '../../../packages/testing/src/sample/samples.ts';
import { bic } from '../../../connectors/bic/src/index.ts';

export { workMail } from './core.ts';
export { bic as connector, bic } from '../../../connectors/bic/src/index.ts';

export const samples: Samples = { user: { userName: 'ada@contoso.example' }, group: {}, other: {} };
export const primaryRole: Target = targetOf('roles[primary eq "True"].value');

/** The tables of a tutorial. */
export declare const table: EntraTable;

/** A server in another process. */
export declare const origin: string;
export declare const store: Store;
export declare const close: () => Promise<void>;
export declare const serve: ServeConnector;

function targetOf(path: string): Target {
  const row = bic.users.rows.find((candidate) => candidate.path === path);
  if (row === undefined) throw new Error(`The prelude has no ${path}.`);
  return row.target;
}
