import { setImmediate } from 'node:timers/promises';
import { ScimError } from '@scimwright/core';
import { findBodyProblem, type BodyLimits, type BodyProblem } from './find-body-problem.ts';

/** A message shows only the beginning of a longer key. */
const MAX_SHOWN_LENGTH = 60;

/**
 * Parses a JSON body. It checks the limits first, in portions, so that a body that is made to take long is refused early, and
 * other requests do not wait. Messages never quote a value, as those of `JSON.parse` do.
 *
 * @returns undefined when there is no body
 * @throws ScimError invalidSyntax
 */
export async function parseJson(bytes: Uint8Array, limits: BodyLimits): Promise<unknown> {
  if (bytes.length === 0) return undefined;
  const text = decode(bytes);
  const search = findBodyProblem(text, limits);
  let step = search.next();
  while (step.done !== true) {
    await setImmediate();
    step = search.next();
  }
  if (step.value !== undefined) throw refused(describe(step.value, limits));
  return parse(text);
}

/** RFC 8259 §8.1: JSON is UTF-8; a byte order mark is ignored. Replacing invalid bytes would store a different text. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused('The body is not valid UTF-8. Encode it as UTF-8, as JSON requires.');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // These are the texts of V8.
    const message = error instanceof Error ? error.message : '';
    if (/^Unexpected end|^Unterminated/.test(message)) {
      throw refused('The body is not valid JSON. It ends too early: send all of it.');
    }
    const position = /at position (\d+)/.exec(message)?.[1];
    const where = position === undefined ? '' : ` The error is at character ${Number(position) + 1}.`;
    throw refused(`The body is not valid JSON.${where}`);
  }
}

function describe(fault: BodyProblem, limits: BodyLimits): string {
  switch (fault.kind) {
    case 'deep':
      return `The body has more than ${limits.levels} levels of objects and arrays. Use fewer levels.`;
    case 'wide':
      return `An object in the body has more than ${limits.keys} keys. No resource has that many attributes.`;
    case 'long':
      return `An array in the body has more than ${limits.elements} elements. Split them across several requests.`;
    case 'prototype':
      return 'The body has a key named __proto__. Remove it.';
    case 'repeated':
      return `An object in the body has the key ${JSON.stringify(fault.key.slice(0, MAX_SHOWN_LENGTH))} twice, ignoring letter case. Send it once.`;
    default:
      return fault satisfies never;
  }
}

function refused(detail: string): ScimError {
  return new ScimError('invalidSyntax', detail);
}
