import { isObject } from '@scimwright/core';
import type { Answer, ScimMessage } from '../serve/send.ts';

/** The maximum length of a body in a failure. */
const MAX_BODY_LENGTH = 2_000;

/** Describes a request and its answer to the developer of a connector whose transcript failed. */
export function showExchange({ method, path, body }: ScimMessage, answer: Answer): string {
  const sent = body === undefined ? '' : ` with ${bounded(JSON.stringify(body))}`;
  const { scimType, detail } = isObject(answer.body) ? answer.body : {};
  const told = [scimType, detail].filter((part) => typeof part === 'string').join(': ');
  return `${method} ${path}${sent} was answered ${answer.status}${told === '' ? '' : ` ${told}`}`;
}

function bounded(text: string): string {
  return text.length > MAX_BODY_LENGTH ? `${text.slice(0, MAX_BODY_LENGTH)}…` : text;
}
