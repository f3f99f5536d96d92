// @ts-check
import { maskSource } from '../boundaries/mask-source.mjs';
import { PRELUDE } from './names-in-reach.mjs';
import { withStatedValues } from './stated-values.mjs';
/** @import { Reach } from './names-in-reach.mjs' */
/** @import { Snippet } from './read-comment.mjs' */

/** A name that is read: not a property, and not the key before a colon. */
const NAME = /(?<!(?<!\.\.)\.)(?<![\w$])[A-Za-z_$][\w$]*(?!\w|\s*:)|(?<=\?\s*)[A-Za-z_$][\w$]*(?=\s*:)/g;

/** A name that the snippet declares itself. */
const DECLARED = /\b(?:const|let|function|class)\s+([\w$]+)/g;

const IMPORT = /^import\s[^;]*;/gm;

/**
 * A snippet as a module that compiles: what it names is imported, and it stands in a function, where it may
 * declare a name of its own over an imported one, and `await`.
 *
 * @param {Snippet} snippet
 * @param {Reach} reach
 * @param {(path: string) => string} specifierOf
 * @returns {{ text: string, firstLine: number, stated: number }} and on which line of the text the snippet begins
 */
export function writeModule({ line, code }, reach, specifierOf) {
  const masked = maskSource(code).code;
  const written = [...masked.matchAll(IMPORT)].map(({ index, 0: { length } }) =>
    code.slice(index, index + length),
  );
  // An import of a file stands for a file of the reader's, whose name the prelude has.
  const kept = written.filter((text) => !/from\s*['"]\./.test(text));
  const own = new Set([
    ...kept.flatMap((text) => text.replace(/\sfrom\s[\s\S]*/, '').match(/[\w$]+/g) ?? []),
    ...[...masked.matchAll(DECLARED)].map(([, name]) => name),
  ]);
  const origins = [...new Set(masked.replaceAll(IMPORT, '').match(NAME) ?? [])].flatMap((name) => {
    const origin = own.has(name) ? undefined : reach.get(name);
    return origin ? [{ name, ...origin }] : [];
  });
  const plain = withoutModuleSyntax(code, masked);
  // What the prelude only declares is not there at run time.
  const runs = origins.every(({ path, hasValue }) => hasValue || !path.startsWith(PRELUDE));
  const { code: body, stated } = runs ? withStatedValues(plain, line) : { code: plain, stated: 0 };
  const header = [
    ...kept.map((text) => text.replaceAll(/\s+/g, ' ')),
    ...origins.map(({ name, path }) => `import { ${name} } from '${specifierOf(path)}';`),
    'export async function example(states: (line: number, actual: unknown, stated: unknown) => void) {',
  ];
  return { text: `${[...header, body].join('\n')}\n}\n`, firstLine: header.length + 1, stated };
}

/**
 * Its imports blanked out, its exports plain declarations; every line stays where it is.
 *
 * @param {string} code
 * @param {string} masked
 */
function withoutModuleSyntax(code, masked) {
  let plain = code;
  for (const { index, 0: text } of masked.matchAll(/^import\s[^;]*;|^export\s+(?=\w)/gm)) {
    const blank = text.replaceAll(/[^\n]/g, ' ');
    plain = plain.slice(0, index) + blank + plain.slice(index + text.length);
  }
  return plain;
}
