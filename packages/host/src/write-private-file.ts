import { chmod, rename, writeFile } from 'node:fs/promises';

/**
 * Writes a file that this user alone can read. Readers see the old text or the new one, never a part.
 *
 * @example
 * await writePrivateFile('.data/demo.json', '[]\n');
 */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const draft = `${path}.new`;
  await writeFile(draft, text, { mode: 0o600 });
  // The mode above is for a new file. An earlier run may have left the draft behind, readable by others.
  await chmod(draft, 0o600);
  await rename(draft, path);
}
