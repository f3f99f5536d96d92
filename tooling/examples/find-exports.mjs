// @ts-check
import { parseSync } from 'oxc-parser';
import { lineAt } from '../workspace/problem.mjs';
/** @import { ExportNamedDeclaration } from 'oxc-parser' */

/**
 * @typedef {object} Export
 * @property {string} name empty for a form that is not a declaration
 * @property {string} kind `function`, `const`, `class`, `interface`, `type` …
 * @property {boolean} hasValue false for types and `declare`, which do not exist at run time
 * @property {number} line
 * @property {{ text: string, line: number } | undefined} comment between its `/**` and its end
 *
 * @typedef {{ declared: readonly Export[], names: readonly string[] }} Exports
 */

/** @type {Readonly<Record<string, string>>} */
const KINDS = {
  FunctionDeclaration: 'function',
  TSDeclareFunction: 'function',
  ClassDeclaration: 'class',
  TSInterfaceDeclaration: 'interface',
  TSTypeAliasDeclaration: 'type',
  TSEnumDeclaration: 'enum',
};

/**
 * What a file exports: `declared` are its own declarations in order, of an overloaded function only the first; `names`
 * are all names that can be imported, including those of `export { a } from './a.ts'`, which are documented in `a.ts`.
 *
 * @param {{ path: string, text: string }} source
 * @returns {Exports}
 */
export function findExports({ path, text }) {
  const { program, comments } = parseSync(path, text);
  /** @type {Map<string, Export>} */
  const found = new Map();
  /** @type {string[]} */
  const passedOn = [];
  for (const node of program.body) {
    if (!node.type.startsWith('Export')) continue;
    if (node.type === 'ExportNamedDeclaration' && node.source !== null) {
      passedOn.push(...node.specifiers.map(({ exported }) => nameOf(exported)));
      continue;
    }
    const line = lineAt(text, node.start);
    const declared = node.type === 'ExportNamedDeclaration' ? readDeclaration(node.declaration) : undefined;
    const { kind, name, hasValue } = declared ?? { kind: 'export', name: '', hasValue: true };
    const key = name === '' ? `line ${line}` : `${kind} ${name}`;
    if (found.has(key)) continue;
    const before = comments.find(
      ({ type, value, end }) =>
        type === 'Block' &&
        value.startsWith('*') &&
        /^[ \t]*\n?$/.test(text.slice(end, node.start)) &&
        end <= node.start,
    );
    const comment = before && { text: before.value.slice(1), line: lineAt(text, before.start) };
    found.set(key, { name, kind, hasValue, line, comment });
  }
  const declared = [...found.values()];
  const own = declared.map(({ name }) => name).filter((name) => name !== '');
  return { declared, names: [...passedOn, ...own] };
}

/**
 * @param {ExportNamedDeclaration['declaration']} declaration
 * @returns {Pick<Export, 'kind' | 'name' | 'hasValue'> | undefined}
 */
function readDeclaration(declaration) {
  if (declaration === null) return undefined;
  const id = declaration.type === 'VariableDeclaration' ? declaration.declarations[0]?.id : declaration.id;
  const kind = declaration.type === 'VariableDeclaration' ? declaration.kind : KINDS[declaration.type];
  if (kind === undefined || id?.type !== 'Identifier') return undefined;
  const isDeclared = 'declare' in declaration && declaration.declare === true;
  return { kind, name: id.name, hasValue: !isDeclared && !['interface', 'type'].includes(kind) };
}

/** @param {{ name: string } | { value: string }} exported */
function nameOf(exported) {
  return 'name' in exported ? exported.name : exported.value;
}
