// @ts-check
import { parseSync, Visitor } from 'oxc-parser';
import { PRELUDE } from './names-in-reach.mjs';
import { withStatedValues } from './stated-values.mjs';
/** @import { Program } from 'oxc-parser' */
/** @import { Reach } from './names-in-reach.mjs' */
/** @import { Snippet } from './read-comment.mjs' */

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
  const { program } = parseSync('example.ts', code);
  // An import of a file stands for a file of the reader's, whose name the prelude has.
  const kept = program.body.filter(
    (node) => node.type === 'ImportDeclaration' && !node.source.value.startsWith('.'),
  );
  const { read, declared } = namesIn(program, kept);
  const origins = [...read].flatMap((name) => {
    const origin = declared.has(name) ? undefined : reach.get(name);
    return origin ? [{ name, ...origin }] : [];
  });
  const plain = withoutModuleSyntax(code, program);
  // What the prelude only declares is not there at run time.
  const runs = origins.every(({ path, hasValue }) => hasValue || !path.startsWith(PRELUDE));
  const { code: body, stated } = runs ? withStatedValues(plain, line) : { code: plain, stated: 0 };
  const header = [
    ...kept.map(({ start, end }) => code.slice(start, end).replaceAll(/\s+/g, ' ')),
    ...origins.map(({ name, path }) => `import { ${name} } from '${specifierOf(path)}';`),
    'export async function example(states: (line: number, actual: unknown, stated: unknown) => void) {',
  ];
  return { text: `${[...header, body].join('\n')}\n}\n`, firstLine: header.length + 1, stated };
}

/**
 * The names that a snippet reads, and those that it declares or imports itself.
 *
 * @param {Program} program
 * @param {Program['body']} kept its imports
 */
function namesIn(program, kept) {
  /** @type {Array<{ start: number, name: string }>} */
  const identifiers = [];
  /** Where a name is one of a property. @type {Set<number>} */
  const ofProperties = new Set();
  /** @type {Set<string>} */
  const declared = new Set();
  const declare = (/** @type {{ id: object | null }} */ { id }) => {
    if (id !== null && 'name' in id) declared.add(String(id.name));
  };
  new Visitor({
    Identifier: (node) => void identifiers.push(node),
    MemberExpression: ({ computed, property }) => void (computed || ofProperties.add(property.start)),
    Property: ({ computed, shorthand, key }) => void (computed || shorthand || ofProperties.add(key.start)),
    ImportDeclaration: (node) => {
      const isKept = kept.includes(node);
      for (const { local, start, end } of node.specifiers) {
        if (isKept) declared.add(local.name);
        for (let at = start; at < end; at += 1) ofProperties.add(at);
      }
    },
    VariableDeclarator: declare,
    FunctionDeclaration: declare,
    ClassDeclaration: declare,
  }).visit(program);
  const read = identifiers.filter(({ start }) => !ofProperties.has(start)).map(({ name }) => name);
  return { read: new Set(read), declared };
}

/**
 * Its imports blanked out, its exports plain declarations; every line stays where it is.
 *
 * @param {string} code
 * @param {Program} program
 */
function withoutModuleSyntax(code, { body }) {
  let plain = code;
  for (const node of body) {
    const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : undefined;
    const end = node.type === 'ImportDeclaration' ? node.end : (declaration?.start ?? node.start);
    const blank = code.slice(node.start, end).replaceAll(/[^\n]/g, ' ');
    plain = plain.slice(0, node.start) + blank + plain.slice(end);
  }
  return plain;
}
