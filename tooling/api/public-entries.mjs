// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicPackages } from '../release/manifest.mjs';

/**
 * An entry that users of a package import, and where its report stands.
 *
 * @typedef {{ name: string, folder: string, types: string, report: string }} PublicEntry `name` is what an import
 *   says, such as `@scimwright/core/filter`; the paths are relative to the root
 */

const REPORTS = 'api';

/**
 * Every entry with types of every public package, as `exports` of its package.json names them.
 *
 * @param {string} root
 * @returns {PublicEntry[]}
 */
export function publicEntries(root) {
  return publicPackages(root).flatMap(({ name, folder }) => {
    /** @type {{ exports?: Record<string, string | { types?: string }> }} */
    const { exports = {} } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    return Object.entries(exports).flatMap(([entry, conditions]) => {
      if (typeof conditions === 'string' || conditions.types === undefined) return [];
      const file = entry === '.' ? 'index' : entry.slice('./'.length).replaceAll('/', '-');
      return [
        {
          name: `${name}${entry.slice('.'.length)}`,
          folder,
          types: join(folder, conditions.types),
          report: join(folder, REPORTS, `${file}.api.md`),
        },
      ];
    });
  });
}

/**
 * The reports of entries that are gone.
 *
 * @param {string} root
 * @param {readonly PublicEntry[]} entries
 */
export function staleReports(root, entries) {
  const known = new Set(entries.map(({ report }) => report));
  return publicPackages(root)
    .map(({ folder }) => join(folder, REPORTS))
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((file) => join(folder, file)))
    .filter((file) => !known.has(file));
}
