/** A problem with the keys or the nesting of a JSON text. */
export type BodyProblem =
  | { readonly kind: 'deep' }
  | { readonly kind: 'wide' }
  | { readonly kind: 'long' }
  | { readonly kind: 'prototype' }
  | { readonly kind: 'repeated'; readonly key: string };

/** The most levels of objects and arrays in a body, keys of an object, and elements of an array. */
export interface BodyLimits {
  readonly levels: number;
  readonly keys: number;
  readonly elements: number;
}

const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const SPACE = 0x20; // in JSON, only white space is at or below it

/** The characters between two yields: about a millisecond. */
const PORTION = 65_536;

/**
 * Finds a key that an object has twice, of which `JSON.parse` would drop the first; a `__proto__` key; and more levels, keys
 * or elements than the limits allow. It reads the text once, in portions, and yields between them. For a text that is not
 * JSON the result is arbitrary: `JSON.parse` refuses it afterwards.
 *
 * Names of attributes are case-insensitive (RFC 7643 §2.1), so `userName` and `username` are one key.
 *
 * @example
 * const search = findBodyProblem('{"userName":"ada","username":"eve"}', { levels: 16, keys: 1_000, elements: 9 });
 * search.next().value; // { kind: 'repeated', key: 'username' }
 */
export function* findBodyProblem(
  text: string,
  limits: BodyLimits,
): Generator<undefined, BodyProblem | undefined> {
  /** For each open object its keys in lower case; for each open array the number of commas. */
  const open: (Set<string> | number)[] = [];
  let portion = PORTION;
  for (let at = 0; at < text.length; at += 1) {
    if (at >= portion) {
      portion = at + PORTION;
      yield;
    }
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const start = at;
        at = endOfString(text, start);
        if (!isBeforeColon(text, at)) break;
        const key = keyBetween(text, start, at);
        if (key === '__proto__') return { kind: 'prototype' };
        const keys = open.at(-1);
        const folded = key.toLowerCase();
        if (typeof keys !== 'object') break;
        if (keys.has(folded)) return { kind: 'repeated', key };
        keys.add(folded);
        if (keys.size > limits.keys) return { kind: 'wide' };
        break;
      }
      case OPEN_OBJECT:
      case OPEN_ARRAY:
        if (open.length === limits.levels) return { kind: 'deep' };
        open.push(text.charCodeAt(at) === OPEN_OBJECT ? new Set() : 0);
        break;
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        open.pop();
        break;
      case COMMA: {
        const commas = open.at(-1);
        if (typeof commas !== 'number') break;
        if (commas + 2 > limits.elements) return { kind: 'long' };
        open[open.length - 1] = commas + 1;
        break;
      }
      default: // a number, a constant or white space
    }
  }
  return undefined;
}

/** Finds the closing quote of a string: the first one after an even number of backslashes. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    if (end < 0) return text.length;
    let before = end;
    while (text.charCodeAt(before - 1) === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 0) return end;
  }
}

function isBeforeColon(text: string, end: number): boolean {
  let next = end + 1;
  while (text.charCodeAt(next) <= SPACE) next += 1;
  return text.charCodeAt(next) === COLON;
}

function keyBetween(text: string, start: number, end: number): string {
  const written = text.slice(start + 1, end);
  return written.includes('\\') ? unescaped(text.slice(start, end + 1)) : written;
}

/** Resolves escapes in a key. An invalid escape is left for `JSON.parse`. */
function unescaped(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted;
  }
}
