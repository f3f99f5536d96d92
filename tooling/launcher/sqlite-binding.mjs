// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where sqlite3 has its native binding, in its own folder. */
export const SQLITE_BINDING = 'build/Release/node_sqlite3.node';

/**
 * The sqlite3 that is installed. Asked from the one package that depends on it, since pnpm links a dependency
 * only there.
 *
 * @param {string} root
 * @returns {{ folder: string, version: string } | undefined} nothing when it is not installed yet
 */
export function findSqlite(root) {
  try {
    const { resolve } = createRequire(join(root, 'packages/store-knex/package.json'));
    const manifest = resolve('sqlite3/package.json');
    const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
    return { folder: dirname(manifest), version };
  } catch {
    return undefined;
  }
}

/**
 * Whether sqlite3 is installed and its native binding is built.
 *
 * @param {string} root
 */
export function hasSqliteBinding(root) {
  const sqlite = findSqlite(root);
  return sqlite !== undefined && existsSync(join(sqlite.folder, SQLITE_BINDING));
}
