// @ts-check
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where the launcher remembers what it has done and keeps the logs of its steps. Inside node_modules, so
 * that whoever deletes that folder to start afresh deletes this with it.
 *
 * @param {string} root
 */
export function stateFolder(root) {
  const folder = join(root, 'node_modules/.scimwright');
  mkdirSync(folder, { recursive: true });
  return folder;
}
