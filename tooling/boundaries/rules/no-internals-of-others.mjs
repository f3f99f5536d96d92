// @ts-check
import { posix } from 'node:path';
import { splitSpecifier } from '../split-specifier.mjs';
/** @import { Rule } from '../violation.mjs' */

/**
 * A package is entered through the doors its `exports` names.
 *
 * @type {Rule}
 */
export function* noInternalsOfOthers({ packages }) {
  const manifests = new Map(packages.map(({ name, manifest }) => [name, manifest]));
  for (const { folder, sources } of packages) {
    for (const { path, imports } of sources) {
      for (const { specifier, line } of imports) {
        if (specifier.startsWith('.')) {
          const target = posix.join(posix.dirname(path), specifier);
          if (target.startsWith(`${folder}/`)) continue;
          yield {
            file: path,
            line,
            what: `${specifier} leaves the package`,
            why: 'the path exists in this repository only, not where the package is installed',
            instead: 'import the other package by its name',
          };
          continue;
        }
        const { packageName, subpath } = splitSpecifier(specifier);
        const manifest = manifests.get(packageName);
        if (!manifest || !subpath || `./${subpath}` in (manifest.exports ?? {})) continue;
        yield {
          file: path,
          line,
          what: `${specifier} is not among the exports of ${packageName}`,
          why: 'what a package does not export it may change without notice',
          instead: `import from '${packageName}', and export the name there if others are meant to use it`,
        };
      }
    }
  }
}
