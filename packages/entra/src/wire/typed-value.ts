import type { Json } from '@scimwright/core';
import { isList, type ExpressionValue } from '../expression/value.ts';
import type { TargetAttribute } from '../mapping/mapping.ts';

/**
 * Several values for an attribute of the application that takes one.
 *
 * @example
 * new TooManyValues('title takes one value, and there are 2.').name; // 'TooManyValues'
 */
export class TooManyValues extends Error {
  override readonly name = 'TooManyValues';
}

/**
 * A value as JSON, by the type that Entra knows of the attribute. Only `True` and `False`, in any letter case, become booleans, and only
 * numbers become numbers: what a mapping makes of another text is sent as it is.
 *
 * @throws TooManyValues
 */
export function typedValue(value: ExpressionValue, target: TargetAttribute): Json {
  if (isList(value)) {
    if (target.multiValued) return value.map((one) => typedText(one, target));
    const [first, ...others] = value;
    if (others.length > 0)
      throw new TooManyValues(`${target.path} takes one value, and there are ${value.length}.`);
    return first === undefined ? null : typedText(first, target);
  }
  if (typeof value === 'string')
    return target.multiValued ? [typedText(value, target)] : typedText(value, target);
  return null;
}

/**
 * A value as the texts of the default dialect.
 *
 * @throws TooManyValues
 */
export function plainText(value: ExpressionValue, target: TargetAttribute): string {
  const typed = typedValue(value, { ...target, type: 'string', multiValued: false });
  return typeof typed === 'string' ? typed : '';
}

function typedText(text: string, { type }: TargetAttribute): Json {
  switch (type) {
    case 'boolean': {
      const lower = text.toLowerCase();
      return lower === 'true' ? true : lower === 'false' ? false : text;
    }
    case 'integer':
    case 'decimal': {
      const number = Number(text);
      return text.trim() !== '' && Number.isFinite(number) ? number : text;
    }
    case 'string':
    case 'dateTime':
    case 'binary':
    case 'reference':
      return text;
    default:
      return type satisfies never;
  }
}
