// @ts-check
import { dirname, join } from 'node:path/posix';
/** @import { Rule } from '../problem.mjs' */
/** @import { Tarball } from '../read-tarball.mjs' */

const besideTheModule = /new URL\(\s*['"]([^'"]+)['"],\s*import\.meta\.url\s*\)/g;

/**
 * What "files" names, and what the program reads from beside itself. For "exports" and "bin" publint looks.
 *
 * @type {Rule}
 */
export function* targetsAreThere({ manifest, files }) {
  const paths = [...files.keys()];
  const named = (manifest.files ?? []).filter((entry) => !entry.startsWith('!'));
  for (const { from, target } of [
    ...named.map((target) => ({ from: '"files"', target })),
    ...readTargets(files),
  ]) {
    const path = join(target).replace(/\/$/, '');
    if (paths.some((file) => file === path || file.startsWith(`${path}/`))) continue;
    yield {
      what: `${from} points at ${target}, which is not packed`,
      why: 'it works in this workspace only',
      instead: 'add it to "files", or stop pointing at it',
    };
  }
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
