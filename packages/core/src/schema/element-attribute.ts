import type { Attribute } from './attribute.ts';

/**
 * A multi-valued attribute as if each of its elements were an object: an element of a simple type is its own `value`
 * (RFC 7643 §2.4), which is how a value filter names it. A complex attribute stays as it is.
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
