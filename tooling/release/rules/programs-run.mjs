// @ts-check
import { join } from 'node:path/posix';
/** @import { Rule } from '../problem.mjs' */

/**
 * That a program is there and says what runs it, publint sees; it does not see who may run it.
 *
 * @type {Rule}
 */
export function* programsRun({ manifest, files }) {
  for (const [name, path] of Object.entries(manifest.bin ?? {})) {
    if (files.get(join(path))?.isExecutable !== false) continue;
    yield {
      what: `${path}, the program ${name}, is not executable`,
      why: 'a shell would refuse it',
      instead: 'name it in "bin", by which pnpm makes it executable',
    };
  }
}
