export { engines, openPostgres, openSqlite, type TestDatabase, type TestEngine } from './engines.ts';
export { openFaultyLink, type FaultyLink } from './faulty-link.ts';
export { openSession, type DatabaseSession } from './open-session.ts';
export { findPgBouncer, startPgBouncer, type PgBouncer, type PoolMode } from './start-pgbouncer.ts';
export { startPostgres, type PostgresServer } from './start-postgres.ts';
