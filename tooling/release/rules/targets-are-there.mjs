// @ts-check
import { dirname, join } from 'node:path/posix';
/** @import { Manifest } from '../manifest.mjs' */
/** @import { Rule } from '../problem.mjs' */
/** @import { Tarball } from '../read-tarball.mjs' */

const besideTheModule = /new URL\(\s*['"]([^'"]+)['"],\s*import\.meta\.url\s*\)/g;

/**
 * What package.json points at, and what the program reads from beside itself.
 *
 * @type {Rule}
 */
export function* targetsAreThere({ manifest, files }) {
  const paths = [...files.keys()];
  for (const { from, target } of [...namedTargets(manifest), ...readTargets(files)]) {
    const path = join(target).replace(/\/$/, '');
    if (paths.some((file) => file === path || file.startsWith(`${path}/`))) continue;
    yield {
      what: `${from} points at ${target}, which is not packed`,
      why: 'it works in this workspace only',
      instead: 'add it to "files", or stop pointing at it',
    };
  }
}

/** @param {Manifest} manifest */
function namedTargets({ exports = {}, bin = {}, files = [] }) {
  const targets = Object.values(exports).flatMap((one) =>
    typeof one === 'string' ? one : Object.values(one),
  );
  return [
    ...targets.map((target) => ({ from: '"exports"', target })),
    ...Object.values(bin).map((target) => ({ from: '"bin"', target })),
    ...files.filter((entry) => !entry.startsWith('!')).map((target) => ({ from: '"files"', target })),
  ];
}

/** @param {Tarball['files']} files */
function* readTargets(files) {
  for (const [file, { text }] of files) {
    if (!/^dist\/.*\.js$/.test(file)) continue;
    for (const [, target = ''] of text.matchAll(besideTheModule)) {
      yield { from: file, target: join(dirname(file), target) };
    }
  }
}
