import { openParseContext } from '../../../packages/core/src/index.ts';
import type { BoundFilter } from '../../../packages/core/src/filter/index.ts';
import type { Sort } from '../../../packages/core/src/resource/index.ts';
import type { BoundPath } from '../../../packages/core/src/schema/index.ts';
import type { Dialect } from '../../../packages/store-knex/src/dialect/dialect.ts';
import type { Transact, Tx, Worked } from '../../../packages/store-knex/src/in-transaction.ts';
import type { openReader, Reader } from '../../../packages/store-knex/src/open-reader.ts';
import type { Leaf } from '../../../packages/store-knex/src/search/logic-to-sql.ts';
import type { Searcher } from '../../../packages/store-knex/src/search/open-searcher.ts';
import type { Searched } from '../../../packages/store-knex/src/search/source-of.ts';
import type { RunSql } from '../../../packages/store-knex/src/run-sql.ts';
import type { MembersChanged } from '../../../packages/store-knex/src/writer/change-members.ts';
import type { FailureChecks } from '../../../packages/store-knex/src/writer/commit-batches.ts';
import type { Writer } from '../../../packages/store-knex/src/writer/group-commit.ts';
import type { Current } from '../../../packages/store-knex/src/writer/read-current.ts';
import type { Batch, ChangeOf, Results, Step } from '../../../packages/store-knex/src/writer/step.ts';
import type { StoredToken, TenantId } from '../../../packages/store/src/index.ts';
import { at } from './shared.ts';

export const reading = openParseContext();

/** A database, and what reads it. */
type Database = Parameters<typeof openReader>[0];
export declare const database: Database;
export declare const reader: Reader;
export declare const trx: Database;
export declare const dialect: Dialect;
export declare const run: RunSql;
export declare const statements: string[];
export declare const hash: string;
export declare const token: StoredToken;
export declare const send: (page: unknown) => void;

/** A search: what for, in which order, and where. */
export declare const filter: BoundFilter;
export declare const leaf: Leaf;
export declare const path: BoundPath;
export declare const sort: Sort;
export declare const searched: Searched;
export declare const searcher: Searcher;

/** The one that writes, and its transactions. */
export declare const writer: Writer;
export declare const transact: Transact;
export declare const tx: Tx;
export declare const work: (tx: Tx) => Promise<Worked<void>>;
export declare const failureChecks: FailureChecks;

/** Batches that were handed in, the steps they come to, and what became of those so far. */
export declare const batch: Batch;
export declare const batches: readonly Batch[];
export declare const steps: readonly Step[];
export declare const step: Step<ChangeOf<'members'>>;
export declare const results: Results;
export declare const current: Extract<Current, { kind: 'found' }>;
export declare const changedBy: (step: Step) => MembersChanged;

/** Two requests that each add a member to the same group. */
export const addingU1ToG1: Batch = adding('u1');
export const addingU2ToG1: Batch = adding('u2');

function adding(member: string): Batch {
  const members = { clear: false, add: [member], remove: [] };
  return {
    tenant: 't1' as TenantId,
    changes: [{ kind: 'members', type: 'Group', id: 'g1', at, expected: undefined, members }],
  };
}
