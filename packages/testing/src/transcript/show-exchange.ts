import { isObject } from '@scimwright/core';
import type { Answer, ScimMessage } from '../serve/send.ts';

/** So much of a body says what it is about. */
const MAX_BODY_LENGTH = 2_000;

/** A request and its answer, for the developer who reads why a transcript failed. */
export function showExchange({ method, path, body }: ScimMessage, answer: Answer): string {
  const sent = body === undefined ? '' : ` with ${bounded(JSON.stringify(body))}`;
  const { scimType, detail } = isObject(answer.body) ? answer.body : {};
  const told = [scimType, detail].filter((part) => typeof part === 'string').join(': ');
  return `${method} ${path}${sent} was answered ${answer.status}${told === '' ? '' : ` ${told}`}`;
}

function bounded(text: string): string {
  return text.length > MAX_BODY_LENGTH ? `${text.slice(0, MAX_BODY_LENGTH)}…` : text;
}
