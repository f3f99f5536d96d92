import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Says what to do first where nothing is installed: `npx vitest` fetches a vitest of its own there, which finds the configuration and
 * none of what the tests import. The error has no stack, because it is meant for whoever has just cloned.
 */
export function requireInstall(root: string): void {
  if (existsSync(join(root, 'node_modules/vitest/package.json'))) return;
  const error = new Error(
    'Nothing is installed here yet. Run "npm test" once, which installs, builds and tests; after that, npx vitest works.',
  );
  error.stack = error.message;
  throw error;
}
