// @ts-check
/** @import { Snippet } from './read-comment.mjs' */

/**
 * The blocks that are fenced as TypeScript, of a Markdown page or inside a comment.
 *
 * @param {string} text
 * @param {number} [line] where the text begins
 * @returns {Snippet[]}
 */
export function fencedCode(text, line = 1) {
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(({ index, 1: code = '' }) => ({
    line: line + text.slice(0, index).split('\n').length,
    code: code.trimEnd(),
  }));
}
