import { printable } from '@scimwright/core';

/** Enough to find the place in the handler. */
const LONGEST = 500;

/**
 * The error message of a handler, as one line of limited length. It is the vendor's text and may name a person, so treat it as
 * tenant data.
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
