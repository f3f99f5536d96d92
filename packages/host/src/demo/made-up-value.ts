import type { Json } from '@scimwright/core';
import type { Attribute } from '@scimwright/core/schema';
import type { Person } from './people.ts';

/**
 * A value of the right type for an attribute without a source: a canonical value, a value of the person when it must be
 * unique, or the company name.
 */
export function madeUpValue(attribute: Attribute, person: Person): Json {
  const value = oneValue(attribute, person);
  return attribute.multiValued ? [value] : value;
}

function oneValue(attribute: Attribute, person: Person): Json {
  const { name, type, canonicalValues, uniqueness, subAttributes = [] } = attribute;
  const own = uniqueness === 'none' ? undefined : (person['employeeId'] ?? person['objectId']);
  switch (type) {
    case 'string':
      return canonicalValues?.[0] ?? own ?? 'Contoso';
    case 'boolean':
      return true;
    case 'integer':
    case 'decimal':
      return own === undefined ? 7 : Number.parseInt(own.replaceAll(/\D/g, '').slice(-6), 10);
    case 'dateTime':
      return '2026-01-31T12:00:00Z';
    case 'binary':
      return 'Q29udG9zbw==';
    case 'reference':
      return `https://contoso.example/${name}`;
    case 'complex': {
      const parts = subAttributes.filter((part) => part.required || part.name === 'value');
      return Object.fromEntries(parts.map((part) => [part.name, madeUpValue(part, person)]));
    }
    default:
      return type satisfies never;
  }
}
