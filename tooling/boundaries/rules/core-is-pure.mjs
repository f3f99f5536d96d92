// @ts-check
import { isBuiltin } from 'node:module';
import { linesWith } from '../read-source.mjs';
/** @import { Rule } from '../violation.mjs' */

/**
 * Core computes; it does not wait, and it does not touch the machine.
 *
 * @type {Rule}
 */
export function* coreIsPure({ packages }) {
  const sources = packages.find(({ folder }) => folder === 'packages/core')?.sources ?? [];
  for (const { path, isTest, code, imports } of sources) {
    if (isTest) continue;
    for (const line of linesWith(code, /(?<![.\w$])(?:async|await)\b(?!\s*:)/g)) {
      yield {
        file: path,
        line,
        what: 'core has an async function',
        why: 'whatever waits for something needs a store or a network, which core must not know',
        instead: 'compute on values here, and do the waiting in an operation of packages/server',
      };
    }
    for (const { specifier, line } of imports.filter((each) => isBuiltin(each.specifier))) {
      yield {
        file: path,
        line,
        what: `core imports ${specifier}`,
        why: 'core runs in a browser and in any JavaScript runtime',
        instead: 'take what it gives, such as a clock or a hash, as an argument',
      };
    }
  }
}
