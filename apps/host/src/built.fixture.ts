import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './is-ours.fixture.ts';

/**
 * A file of the build, by its path from the root. Tests that start processes run the last build, and all of them reach it through this
 * function: `npm test -- --changed` runs every test that imports it when a source of the build has changed.
 */
export function built(path: string): string {
  const file = join(ROOT, path);
  if (existsSync(file)) return file;
  throw new Error(
    `This test starts what was built, and ${path} is not: "npm test" builds first, or run "npm run build".`,
  );
}

/** The command line, as npm links it into the root. */
export function builtCommandLine(): string {
  built('packages/cli/dist/main.js');
  return built('node_modules/.bin/scimwright');
}
