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

/** Every migration, oldest first. A released migration never changes; add a new one. */
const steps: readonly Step[] = [
  { name: '0001-initial', up: createInitialTables },
  { name: '0002-deliveries', up: addDeliveries },
  { name: '0003-hand-overs', up: addHandOvers },
  { name: '0004-log-lookups', up: addLogLookups },
  { name: '0005-search-documents', up: addSearchDocuments },
  { name: '0006-secrets', up: addSecrets },
  { name: '0007-token-users', up: addTokenUsers },
  { name: '0008-derivations', up: addDerivations },
  { name: '0009-left-out', up: addLeftOut },
  { name: '0010-handler-errors', up: addHandlerErrors },
  { name: '0011-written-paths', up: addWrittenPaths },
  { name: '0012-audit', up: addAudit },
  { name: '0013-traces', up: addTraces },
  { name: '0014-clock-and-probe', up: addClockAndProbe },
  { name: '0015-removals', up: addRemovals },
  { name: '0016-reindexing', up: addReindexing },
];

/** The names of all migrations, oldest first. */
export const migrationNames: readonly string[] = steps.map(({ name }) => name);

/** The migrations as code, so that they need no directory, which a bundler may leave out. */
export function migrationSource(dialect: Dialect): Knex.MigrationSource<Step> {
  return {
    getMigrations: async () => [...steps],
    getMigrationName: ({ name }) => name,
    getMigration: async ({ name, up }) => ({
      up: (trx) => up(trx, dialect),
      down: async () => {
        throw new Error(`${name} cannot be taken back: restore the backup made before it.`);
      },
    }),
  };
}
