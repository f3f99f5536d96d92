import type { Json, JsonObject, ResourceType } from '@scimwright/core';
import type { Requirement } from '@scimwright/core/schema';
import { anyCase } from './any-case.ts';
import type { DescribedType } from './described-type.ts';

/** The JSON Schema of one requirement of a resource type, for `allOf`. */
export function requirementSchema(
  { target }: Requirement,
  type: ResourceType,
  accepts: DescribedType['accepts'],
): JsonObject {
  const { attribute, extension, sub } = target.path;
  const there = presence(accepts);
  const value =
    target.kind === 'element'
      ? { contains: element(target, type, accepts) }
      : sub === undefined
        ? there
        : has(sub.name, there);
  const whole = has(attribute.name, value);
  return extension === undefined ? whole : has(extension, whole);
}

/** A required property. */
function has(name: string, value: JsonObject): JsonObject {
  return { required: [name], properties: { [name]: value } };
}

/** Null and an empty list unassign, and with a departure an empty string too. */
function presence(accepts: DescribedType['accepts']): JsonObject {
  const nothing: readonly Json[] = [null, [], ...(accepts('empty-value-clears') ? [''] : [])];
  return { not: { enum: nothing } };
}

type ElementTarget = Extract<Requirement['target'], { kind: 'element' }>;

/** The element that a requirement names, with its sub-attribute. */
function element(
  { path, slot }: ElementTarget,
  type: ResourceType,
  accepts: DescribedType['accepts'],
): JsonObject {
  const { name } = path.sub;
  // A sole element is the primary one without saying so.
  const isSole = type.solePrimary.has(path.attribute.name);
  const isAbsent = slot.value === false;
  const object: JsonObject = {
    type: 'object',
    required: [...(isSole || isAbsent ? [] : [slot.discriminator.name]), name],
    properties: {
      ...(!isSole && { [slot.discriminator.name]: named(slot.value, accepts) }),
      [name]: presence(accepts),
    },
  };
  const asText = isSole && name === 'value' && accepts('element-as-string');
  if (asText) return { anyOf: [object, { type: 'string', minLength: 1 }] };
  // JSON Schema cannot look into an element that is JSON text.
  return accepts('json-in-string') ? { anyOf: [object, { type: 'string', pattern: '^\\s*\\{' }] } : object;
}

function named(value: string | boolean, accepts: DescribedType['accepts']): JsonObject {
  if (typeof value === 'string') return { type: 'string', pattern: anyCase(value) };
  if (!accepts('boolean-as-string')) return { const: value };
  return { anyOf: [{ const: value }, { type: 'string', pattern: anyCase(String(value)) }] };
}
