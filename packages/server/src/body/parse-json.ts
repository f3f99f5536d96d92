import { setImmediate } from 'node:timers/promises';
import { ScimError } from '@scimwright/core';
import { findKeyFault, type BodyBounds, type KeyFault } from './find-key-fault.ts';

/** A longer key is nobody's attribute, and is not shown whole. */
const LONGEST_SHOWN = 60;

/**
 * Parses a JSON body, within bounds of levels and of keys. They are looked for first, and in portions, so that a body
 * which is made to take long is refused before it does, and others are answered meanwhile. What is wrong is said without quoting a value: the parser's own message
 * would.
 *
 * @returns undefined when there is no body
 * @throws ScimError invalidSyntax
 *
 * @example
 * await parseJson(Buffer.from('{"userName":"ada"}'), { levels: 16, keys: 1_000, elements: 9 }); // { userName: 'ada' }
 */
export async function parseJson(bytes: Uint8Array, most: BodyBounds): Promise<unknown> {
  if (bytes.length === 0) return undefined;
  const text = decode(bytes);
  const search = findKeyFault(text, most);
  let step = search.next();
  while (step.done !== true) {
    await setImmediate();
    step = search.next();
  }
  if (step.value !== undefined) throw refused(describe(step.value, most));
  return parse(text);
}

/** RFC 8259 §8.1: JSON is UTF-8; a byte order mark is passed over. Replacing what is wrong would store other text. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused('The body is not UTF-8: encode it as such, as JSON always is.');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (/^Unexpected end|^Unterminated/.test(message)) {
      throw refused('The body is not valid JSON. It ends before it is whole: send all of it.');
    }
    const position = /at position (\d+)/.exec(message)?.[1];
    const where = position === undefined ? '' : ` The mistake is at character ${Number(position) + 1}.`;
    throw refused(`The body is not valid JSON.${where}`);
  }
}

function describe(fault: KeyFault, most: BodyBounds): string {
  switch (fault.kind) {
    case 'deep':
      return `The body has more than ${most.levels} levels of objects and arrays: send it flatter.`;
    case 'wide':
      return `An object of the body has more than ${most.keys} keys: no resource has so many attributes.`;
    case 'long':
      return `An array of the body has more than ${most.elements} elements: send them in several requests.`;
    case 'prototype':
      return 'The body has a key named __proto__: remove it.';
    case 'repeated':
      return `An object of the body has the key ${JSON.stringify(fault.key.slice(0, LONGEST_SHOWN))} twice, whatever the letter case: send it once.`;
    default:
      return fault satisfies never;
  }
}

function refused(detail: string): ScimError {
  return new ScimError('invalidSyntax', detail);
}
