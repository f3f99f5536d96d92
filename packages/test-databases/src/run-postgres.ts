import type { TestProject } from 'vitest/node';
import { startPostgres } from './start-postgres.ts';

/**
 * Starts one PostgreSQL server for the whole test run. Vitest calls it before the tests, and the returned function after them.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startPostgres();
  project.provide('postgresUrl', url);
  return stop;
}
