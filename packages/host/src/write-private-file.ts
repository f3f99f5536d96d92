import { chmod, rename, writeFile } from 'node:fs/promises';

/** Writes a file that only this user can read. Readers see the old text or the new one, never a part. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const draft = `${path}.new`;
  await writeFile(draft, text, { mode: 0o600 });
  // The mode above applies to a new file only. An earlier run may have left a draft that others can read.
  await chmod(draft, 0o600);
  await rename(draft, path);
}
