import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Says what to do first in a clone without packages: there `npx vitest` fetches its own vitest, which finds the configuration but none
 * of the imports of tests. The error has no stack, because its reader has just cloned the repository.
 */
export function requireInstall(root: string): void {
  if (existsSync(join(root, 'node_modules/vitest/package.json'))) return;
  const error = new Error(
    'Nothing is installed here yet. Run "npm test" once, which installs, builds and tests; after that, npx vitest works.',
  );
  error.stack = error.message;
  throw error;
}
