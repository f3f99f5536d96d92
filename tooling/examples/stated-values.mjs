// @ts-check
import { runInNewContext } from 'node:vm';
import { maskSource } from '../boundaries/mask-source.mjs';

/** What begins a statement that has no value. */
const NO_VALUE =
  /^\s*(?:const|let|var|if|for|while|do|switch|try|throw|return|function|class|type|interface|import|export)\b|^\s*[{}]/;

/**
 * Turns each line `foo(x); // 'bar'` into a call that compares the two. The value may stand alone on the next
 * line. A comment that is not a literal is a remark, and stays one.
 *
 * @param {string} code
 * @param {number} line where the code begins
 * @returns {{ code: string, stated: number }}
 */
export function withStatedValues(code, line) {
  const raw = code.split('\n');
  const masked = maskSource(code)
    .code.split('\n')
    .map((content) => content.trimEnd());
  let stated = 0;
  const lines = raw.map((content, i) => {
    const statement = masked[i] ?? '';
    const before = masked.slice(0, i).findLast((earlier) => earlier !== '') ?? ';';
    if (!statement.endsWith(';') || !/[;{}]$/.test(before) || NO_VALUE.test(statement)) return content;
    const below = masked[i + 1] === '' ? raw[i + 1] : '';
    const value = remark(content.slice(statement.length)) || remark(below ?? '');
    if (!isLiteral(value)) return content;
    stated += 1;
    return `states(${line + i}, ${content.slice(0, statement.length - 1).trim()}, ${value});`;
  });
  return { code: lines.join('\n'), stated };
}

/** @param {string} text */
function remark(text) {
  return /^\s*\/\/(.*)$/.exec(text)?.[1]?.trim() ?? '';
}

/** @param {string} text */
function isLiteral(text) {
  if (text === '') return false;
  try {
    runInNewContext(`(${text})`, Object.create(null), { timeout: 100 });
    return true;
  } catch {
    return false;
  }
}
