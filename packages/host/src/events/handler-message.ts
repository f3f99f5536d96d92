import { printable } from '@scimwright/core';

/** More is not needed to find the place in the handler. */
const LONGEST = 500;

/**
 * What a handler said when it failed, as one line of bounded length. It is the vendor's own text and may name a person, so
 * it belongs to the data of the tenant.
 *
 * @example
 * handlerMessage(new Error('No seat\nis left.')); // 'No seat\\u{a}is left.'
 */
export function handlerMessage(thrown: unknown): string {
  const text = textOf(thrown);
  const bounded = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return printable(bounded);
}

function textOf(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  const message: unknown =
    typeof thrown === 'object' && thrown !== null && 'message' in thrown ? thrown.message : undefined;
  if (typeof message === 'string' && message !== '') return message;
  return thrown instanceof Error
    ? `The handler threw ${thrown.name} without a message.`
    : 'The handler threw something without a message.';
}
