// @ts-check
import { dirname, join } from 'node:path/posix';
/** @import { Rule } from '../problem.mjs' */

/**
 * A stack trace and an editor's "go to definition" end in a file that is there.
 *
 * @type {Rule}
 */
export function* mapsLeadToSources({ files }) {
  for (const [file, { text }] of files) {
    if (!file.startsWith('dist/') || !file.endsWith('.map')) continue;
    /** @type {{ sources: string[] }} */
    const { sources } = JSON.parse(text);
    for (const source of sources.map((source) => join(dirname(file), source))) {
      if (files.has(source)) continue;
      yield {
        what: `${file} leads to ${source}, which is not packed`,
        why: 'an editor and a debugger would open nothing',
        instead: 'pack the source; if there is none any more, delete dist and build again',
      };
    }
  }
}
