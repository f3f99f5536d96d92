export { engines, openPostgres, openSqlite, type TestDatabase, type TestEngine } from './engines.ts';
export { startPostgres, type PostgresServer } from './start-postgres.ts';
