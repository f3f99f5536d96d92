/** What is wrong with the keys or the nesting of a JSON text that is otherwise well-formed. */
export type KeyFault =
  | { readonly kind: 'deep' }
  | { readonly kind: 'prototype' }
  | { readonly kind: 'repeated'; readonly key: string };

const [QUOTE, COLON, BACKSLASH] = [0x22, 0x3a, 0x5c];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const SPACE = 0x20; // in JSON nothing but white space is at or below it

/**
 * Finds a key that stands twice in one object, which `JSON.parse` would answer by forgetting the first; one that
 * reaches for a prototype; or more levels than allowed. It reads a text that `JSON.parse` took, in one pass.
 *
 * Names of attributes are case-insensitive (RFC 7643 §2.1), so `userName` and `username` are one key.
 *
 * @example
 * findKeyFault('{"userName":"ada","username":"eve"}', 16); // { kind: 'repeated', key: 'username' }
 */
export function findKeyFault(text: string, mostLevels: number): KeyFault | undefined {
  /** The keys of each open object, folded; undefined for an array. */
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const start = at;
        at = endOfString(text, start);
        if (!isBeforeColon(text, at)) break;
        const key = keyBetween(text, start, at);
        if (key === '__proto__') return { kind: 'prototype' };
        const keys = open.at(-1);
        const folded = key.toLowerCase();
        if (keys?.has(folded)) return { kind: 'repeated', key };
        keys?.add(folded);
        break;
      }
      case OPEN_OBJECT:
      case OPEN_ARRAY:
        if (open.length === mostLevels) return { kind: 'deep' };
        open.push(text.charCodeAt(at) === OPEN_OBJECT ? new Set() : undefined);
        break;
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        open.pop();
        break;
      default: // a number, a constant, a comma or white space
    }
  }
  return undefined;
}

/** Where the string that starts here has its closing quote: one behind an even number of backslashes. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    if (end < 0) return text.length; // not a text that was parsed
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
  // An escape can spell a letter in another way. The text was parsed before, so this is a string.
  return written.includes('\\') ? (JSON.parse(text.slice(start, end + 1)) as string) : written;
}
