// @ts-check
import { parseSync, Visitor } from 'oxc-parser';
import { PRELUDE } from './names-in-reach.mjs';
import { withStatedValues } from './stated-values.mjs';
/** @import { Program } from 'oxc-parser' */
/** @import { Reach } from './names-in-reach.mjs' */
/** @import { Snippet } from './read-comment.mjs' */

/**
 * A snippet as a module that compiles: the names that it uses are imported, and a function surrounds it, in which it may
 * shadow imported names and use `await`.
 *
 * @param {Snippet} snippet
 * @param {Reach} reach
 * @param {(path: string) => string} specifierOf
 * @returns {{ text: string, firstLine: number, stated: number }} `firstLine` is the line of the text on which the snippet begins
 */
export function writeModule({ line, code }, reach, specifierOf) {
  const { program } = parseSync('example.ts', code);
  // A relative import is a file of the reader's; the prelude has its names.
  const kept = program.body.filter(
    (node) => node.type === 'ImportDeclaration' && !node.source.value.startsWith('.'),
  );
  const { read, declared } = namesIn(program, kept);
  const origins = [...read].flatMap((name) => {
    const origin = declared.has(name) ? undefined : reach.get(name);
    return origin ? [{ name, ...origin }] : [];
  });
  const plain = withoutModuleSyntax(code, program);
  // Names that the prelude only declares do not exist at run time.
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
 * The names that a snippet uses, and those that it declares or imports.
 *
 * @param {Program} program
 * @param {Program['body']} kept its imports
 */
function namesIn(program, kept) {
  /** @type {Array<{ start: number, name: string }>} */
  const identifiers = [];
  /** The positions of names of properties. @type {Set<number>} */
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
 * The code with its imports blanked out and its exports as plain declarations; every line keeps its number.
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
