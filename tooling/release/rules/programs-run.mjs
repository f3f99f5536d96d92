// @ts-check
import { join } from 'node:path/posix';
/** @import { Rule } from '../problem.mjs' */

/** @type {Rule} */
export function* programsRun({ manifest, files }) {
  for (const [name, path] of Object.entries(manifest.bin ?? {})) {
    const program = files.get(join(path));
    if (!program) continue; // another rule says so
    const what = !program.text.startsWith('#!/usr/bin/env node\n')
      ? 'does not begin with #!/usr/bin/env node'
      : program.isExecutable
        ? undefined
        : 'is not executable';
    if (!what) continue;
    yield {
      what: `${path}, the program ${name}, ${what}`,
      why: 'a shell would refuse it, or read it as its own script',
      instead: 'begin its source with the line, and name it in "bin", by which pnpm makes it executable',
    };
  }
}
