// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A hash over the names and contents of files.
 *
 * @param {string} root
 * @param {readonly string[]} files relative to the root; one that does not exist counts as absent
 */
export function hashFiles(root, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const path = join(root, file);
    const content = existsSync(path) ? readFileSync(path) : undefined;
    // The length too, so that no content can pass for the beginning of another file.
    hash.update(`\n${file}\n${content?.length ?? 'absent'}\n`).update(content ?? '');
  }
  return hash.digest('hex');
}
