import type { TestProject } from 'vitest/node';
import { startPostgres } from './start-postgres.ts';

/**
 * What vitest calls once before the tests and what it is to call after them: one PostgreSQL server for the whole run.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startPostgres();
  project.provide('postgresUrl', url);
  return stop;
}
