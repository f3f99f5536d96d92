import { ScimError } from '@scimwright/core';
import { findKeyFault, type KeyFault } from './find-key-fault.ts';

/** A longer key is nobody's attribute, and is not shown whole. */
const LONGEST_SHOWN = 60;

/**
 * Parses a JSON body, within a bound of levels. What is wrong is said without quoting a value: the parser's own message
 * would.
 *
 * @returns undefined when there is no body
 * @throws ScimError invalidSyntax
 *
 * @example
 * parseJson(Buffer.from('{"userName":"ada"}'), 16); // { userName: 'ada' }
 */
export function parseJson(bytes: Uint8Array, mostLevels: number): unknown {
  if (bytes.length === 0) return undefined;
  const text = decode(bytes);
  const value = parse(text);
  const fault = findKeyFault(text, mostLevels);
  if (fault !== undefined) throw refused(describe(fault, mostLevels));
  return value;
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

function describe(fault: KeyFault, mostLevels: number): string {
  switch (fault.kind) {
    case 'deep':
      return `The body has more than ${mostLevels} levels of objects and arrays: send it flatter.`;
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
