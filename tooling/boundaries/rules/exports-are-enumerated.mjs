// @ts-check
import { linesWith } from '../read-source.mjs';
/** @import { Rule } from '../violation.mjs' */

const refused = [
  {
    expression: /\bexport\s*\*/g,
    what: 'export *',
    why: 'the public names of a package would change without anyone having written them down',
    instead: 'list the names: export { parsePath } from …',
  },
  {
    expression: /\bexport\s+default\b|\bexport\s*\{[^}]*\bas\s+default\b/g,
    what: 'a default export',
    why: 'everyone who imports it would give it another name, and a search would find none of them',
    instead: 'export it by name',
  },
];

/** @type {Rule} */
export function* exportsAreEnumerated({ packages }) {
  for (const { path, code } of packages.flatMap(({ sources }) => sources)) {
    for (const { expression, what, why, instead } of refused) {
      for (const line of linesWith(code, expression)) yield { file: path, line, what, why, instead };
    }
  }
}
