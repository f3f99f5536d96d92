// @ts-check
import { createBoard } from './board.mjs';

/**
 * Tells that a step has begun, and how it ended, where no other step runs beside it.
 *
 * @param {string} title
 * @param {{ hint?: string, out?: NodeJS.WriteStream }} [options] `hint` says why it may take a while
 */
export function announce(title, { hint = '', out = process.stdout } = {}) {
  return createBoard(out).begin(title, hint);
}
