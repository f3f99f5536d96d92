import { isObject, type Json } from '@scimwright/core';

/** The response to a request. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined without a body. */
  readonly body: Json | undefined;
}

/**
 * The value at a place in a body; undefined if there is none.
 *
 * @example
 * at({ emails: [{ value: 'ada@x.example' }] }, 'emails', 0, 'value'); // 'ada@x.example'
 */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>((inside, step) => {
    if (typeof step === 'number')
      return Array.isArray(inside) ? (inside as readonly Json[])[step] : undefined;
    return isObject(inside) && Object.hasOwn(inside, step) ? inside[step] : undefined;
  }, value);
}
