import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const OURS = /^(@scimwright\/|scimwright$|create-scim-connector$)/;

/**
 * Whether a folder, by its path from the root, has a package of this project: pages of a connector that a vendor added may
 * differ.
 */
export function isOurs(folder: string): boolean {
  const manifest = join(ROOT, folder, 'package.json');
  if (!existsSync(manifest)) return false;
  const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly name: string };
  return OURS.test(name);
}
