// @ts-check
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Writes files into a new temporary folder.
 *
 * @param {Record<string, string | object>} files an object is written as JSON
 * @returns {string} the folder
 */
export function makeTree(files) {
  const root = mkdtempSync(join(tmpdir(), 'scimwright-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(
      join(root, path),
      typeof content === 'string' ? content : JSON.stringify(content, undefined, 2),
    );
  }
  return root;
}
