// @ts-check
import { posix } from 'node:path';
import { coreFolders } from '../edges.mjs';
/** @import { Rule } from '../violation.mjs' */

/**
 * Inside core, a folder imports those before it in the order; files at the root stand below all of them,
 * except index.ts, which names everything. Tests build their input with whatever they like.
 *
 * @type {Rule}
 */
export function* coreFoldersInOrder({ packages }) {
  const sources = packages.find(({ folder }) => folder === 'packages/core')?.sources ?? [];
  for (const { path, inPackage, isTest, imports } of sources) {
    if (isTest || inPackage === 'index.ts') continue;
    const own = folderOf(inPackage);
    if (own !== undefined && !coreFolders.includes(own)) {
      yield {
        file: path,
        line: 1,
        what: `the folder ${own} has no place in the order of core's folders`,
        why: 'without a place, nothing says what it may import',
        instead: 'add it to coreFolders in tooling/boundaries/edges.mjs',
      };
      continue;
    }
    for (const { specifier, line } of imports.filter((each) => each.specifier.startsWith('.'))) {
      const target = folderOf(posix.join(posix.dirname(inPackage), specifier));
      if (target === undefined || rank(target) <= rank(own)) continue;
      yield {
        file: path,
        line,
        what: `${own ?? 'a file at the root of core'} imports ${target}`,
        why: `the order is ${coreFolders.join(' → ')}, so that no two folders need each other`,
        instead: `move what both need down into ${own ?? 'a file at the root'}, or this function up into ${target}`,
      };
    }
  }
}

/** @param {string} inPackage */
function folderOf(inPackage) {
  const [first, ...rest] = inPackage.split('/');
  return rest.length > 0 ? first : undefined;
}

/** @param {string | undefined} folder */
function rank(folder) {
  return folder === undefined ? -1 : coreFolders.indexOf(folder);
}
