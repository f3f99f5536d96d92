import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';
import { addAudit } from './audit.ts';
import { addClockAndProbe } from './clock-and-probe.ts';
import { addDerivations } from './derivations.ts';
import { addDeliveries } from './deliveries.ts';
import { addHandlerErrors } from './handler-errors.ts';
import { addHandOvers } from './hand-overs.ts';
import { createInitialTables } from './initial.ts';
import { addLeftOut } from './left-out.ts';
import { addLogLookups } from './log-lookups.ts';
import { migrationNames } from './migration-names.ts';
import { addReindexing } from './reindexing.ts';
import { addRemovals } from './removals.ts';
import { addSearchDocuments } from './search-documents.ts';
import { addSecrets } from './secrets.ts';
import { addTokenUsers } from './token-users.ts';
import { addTraces } from './traces.ts';
import { addWrittenPaths } from './written-paths.ts';

interface Step {
  readonly name: string;
  readonly up: (trx: Knex, dialect: Dialect) => Promise<void>;
}

/** What each migration does. A released migration never changes; add a new one. */
const ups: Readonly<Record<(typeof migrationNames)[number], Step['up']>> = {
  '0001-initial': createInitialTables,
  '0002-deliveries': addDeliveries,
  '0003-hand-overs': addHandOvers,
  '0004-log-lookups': addLogLookups,
  '0005-search-documents': addSearchDocuments,
  '0006-secrets': addSecrets,
  '0007-token-users': addTokenUsers,
  '0008-derivations': addDerivations,
  '0009-left-out': addLeftOut,
  '0010-handler-errors': addHandlerErrors,
  '0011-written-paths': addWrittenPaths,
  '0012-audit': addAudit,
  '0013-traces': addTraces,
  '0014-clock-and-probe': addClockAndProbe,
  '0015-removals': addRemovals,
  '0016-reindexing': addReindexing,
};

/** The migrations as code, so that they need no directory, which a bundler may leave out. */
export function migrationSource(dialect: Dialect): Knex.MigrationSource<Step> {
  return {
    getMigrations: async () => migrationNames.map((name) => ({ name, up: ups[name] })),
    getMigrationName: ({ name }) => name,
    getMigration: async ({ name, up }) => ({
      up: (trx) => up(trx, dialect),
      down: async () => {
        throw new Error(`${name} cannot be taken back: restore the backup made before it.`);
      },
    }),
  };
}
