// @ts-check
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Whether sqlite3 is installed and its native binding is built. Asked from the one package that depends
 * on it, since pnpm links a dependency only there.
 *
 * @param {string} root
 */
export function hasSqliteBinding(root) {
  try {
    const { resolve } = createRequire(join(root, 'packages/store-knex/package.json'));
    return existsSync(join(dirname(resolve('sqlite3/package.json')), 'build/Release/node_sqlite3.node'));
  } catch {
    return false; // not installed yet
  }
}
