import type { Attribute } from './attribute.ts';

/**
 * A multi-valued attribute whose elements are objects. A simple element becomes the `value` of one, which is how a value
 * filter names it (RFC 7643 §2.4).
 *
 * @example
 * elementAttribute(userName).subAttributes?.map(({ name }) => name); // ['value']
 */
export function elementAttribute(attribute: Attribute): Attribute {
  if (attribute.type === 'complex') return attribute;
  return {
    ...attribute,
    type: 'complex',
    subAttributes: [{ ...attribute, name: 'value', multiValued: false }],
  };
}
