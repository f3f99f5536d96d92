// @ts-check
/** @import { Rule } from '../problem.mjs' */

const needed = [
  { file: 'README.md', why: 'it is the page that npm shows' },
  { file: 'LICENSE', why: 'the MIT licence asks that it goes with every copy' },
];

/** @type {Rule} */
export function* whatReadersNeed({ files }) {
  for (const { file, why } of needed) {
    // pnpm takes the LICENSE of the workspace's root along.
    if (!files.has(file)) yield { what: `${file} is missing`, why, instead: `add ${file}` };
  }
}
