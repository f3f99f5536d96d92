/** What is wrong with the keys or the nesting of a JSON text. */
export type KeyFault =
  | { readonly kind: 'deep' }
  | { readonly kind: 'wide' }
  | { readonly kind: 'long' }
  | { readonly kind: 'prototype' }
  | { readonly kind: 'repeated'; readonly key: string };

/** What a body may have at most: objects and arrays inside each other, keys of an object, elements of an array. */
export interface BodyBounds {
  readonly levels: number;
  readonly keys: number;
  readonly elements: number;
}

const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const SPACE = 0x20; // in JSON nothing but white space is at or below it

/** So many characters are looked at before others get their turn: about a millisecond. */
const PORTION = 65_536;

/**
 * Finds a key that stands twice in one object, which `JSON.parse` would answer by forgetting the first; one that
 * reaches for a prototype; more levels, more keys of an object or more
 * elements of an array than allowed. It reads the text once, in portions, and
 * yields between them. What is no JSON has faults of that kind or none: `JSON.parse` says what is wrong with it.
 *
 * Names of attributes are case-insensitive (RFC 7643 §2.1), so `userName` and `username` are one key.
 *
 * @example
 * const search = findKeyFault('{"userName":"ada","username":"eve"}', { levels: 16, keys: 1_000, elements: 9 });
 * search.next().value; // { kind: 'repeated', key: 'username' }
 */
export function* findKeyFault(text: string, most: BodyBounds): Generator<undefined, KeyFault | undefined> {
  /** The keys of each open object, folded; of an array the number of commas. */
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
        if (keys.size > most.keys) return { kind: 'wide' };
        break;
      }
      case OPEN_OBJECT:
      case OPEN_ARRAY:
        if (open.length === most.levels) return { kind: 'deep' };
        open.push(text.charCodeAt(at) === OPEN_OBJECT ? new Set() : 0);
        break;
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        open.pop();
        break;
      case COMMA: {
        const commas = open.at(-1);
        if (typeof commas !== 'number') break;
        if (commas + 2 > most.elements) return { kind: 'long' };
        open[open.length - 1] = commas + 1;
        break;
      }
      default: // a number, a constant or white space
    }
  }
  return undefined;
}

/** Where the string that starts here has its closing quote: one behind an even number of backslashes. */
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
  return written.includes('\\') ? spelledOut(text.slice(start, end + 1)) : written;
}

/** An escape can spell a letter in another way. One that JSON does not have is found by who parses the whole. */
function spelledOut(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted;
  }
}
