// @ts-check
import { lineAt } from '../boundaries/read-source.mjs';

/** `export { a } from './a.ts'`: the name is documented where it comes from. */
const PASSED_ON = /export\s+(?:type\s+)?\{([^}]*)\}\s*from\b/y;

const DECLARED =
  /export\s+(declare\s+)?(?:abstract\s+|async\s+)*(function|const|let|class|interface|type|enum)\b\s*\*?\s*([\w$]+)/y;

/** The comment that ends where the text ends, with nothing but one line break after it. */
const COMMENT_BEFORE = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/[ \t]*\n?$/;

/**
 * @typedef {object} Export
 * @property {string} name empty when the form cannot be read
 * @property {string} kind `function`, `const`, `class`, `interface`, `type` …
 * @property {boolean} hasValue false for a type and for `declare`, which leave nothing behind at run time
 * @property {number} line
 * @property {{ text: string, line: number } | undefined} comment between its `/**` and its end
 */

/**
 * What a file declares and exports, in its order. Of a function with overloads, the first one.
 *
 * @param {{ text: string, code: string }} source
 * @returns {Export[]}
 */
export function findExports({ text, code }) {
  /** @type {Map<string, Export>} */
  const found = new Map();
  for (const { index } of code.matchAll(/^export\b/gm)) {
    if (matchAt(PASSED_ON, code, index)) continue;
    const [, declare, kind = 'export', name = ''] = matchAt(DECLARED, code, index) ?? [];
    const line = lineAt(text, index);
    const key = name === '' ? `line ${line}` : `${kind} ${name}`;
    if (found.has(key)) continue;
    const hasValue = declare === undefined && !['interface', 'type'].includes(kind);
    found.set(key, { name, kind, hasValue, line, comment: commentBefore(text, index) });
  }
  return [...found.values()];
}

/**
 * Every name that an importer of this file can use.
 *
 * @param {{ text: string, code: string }} source
 */
export function exportedNames(source) {
  const passedOn = [...source.code.matchAll(/^export\b/gm)]
    .flatMap(({ index }) => matchAt(PASSED_ON, source.code, index)?.[1]?.split(',') ?? [])
    .map((entry) => entry.trim().split(/\s+/).at(-1) ?? '');
  return [...passedOn, ...findExports(source).map(({ name }) => name)].filter((name) => name !== '');
}

/**
 * @param {string} text
 * @param {number} index
 */
function commentBefore(text, index) {
  const match = COMMENT_BEFORE.exec(text.slice(0, index));
  return match ? { text: match[1] ?? '', line: lineAt(text, match.index) } : undefined;
}

/**
 * @param {RegExp} sticky
 * @param {string} text
 * @param {number} index
 */
function matchAt(sticky, text, index) {
  const expression = new RegExp(sticky);
  expression.lastIndex = index;
  return expression.exec(text);
}
