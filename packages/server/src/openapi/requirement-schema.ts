import type { Json, JsonObject, Requirement, ResourceType } from '@scimwright/core';
import { anyCase } from './any-case.ts';
import type { DescribedType } from './subject.ts';

/**
 * What a body must have so that a requirement of its type is met, as a JSON Schema beside the others.
 *
 * @example
 * const { profile: { type }, accepts } = describedType(connector.users, subject);
 * type.required.map((requirement) => requirementSchema(requirement, type, accepts));
 */
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

/** A property that must be there. */
function has(name: string, value: JsonObject): JsonObject {
  return { required: [name], properties: { [name]: value } };
}

/** Null and an empty list unassign, and so does an empty string where that departure is accepted. */
function presence(accepts: DescribedType['accepts']): JsonObject {
  const nothing: readonly Json[] = [null, [], ...(accepts('empty-value-clears') ? [''] : [])];
  return { not: { enum: nothing } };
}

type ElementTarget = Extract<Requirement['target'], { kind: 'element' }>;

/** One element is the one of the requirement and has its part. */
function element(
  { path, slot }: ElementTarget,
  type: ResourceType,
  accepts: DescribedType['accepts'],
): JsonObject {
  const { name } = path.sub;
  // Of an only element nothing else has to be said: it is the primary one.
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
  // What is in the JSON text of an element is for the server to see.
  return accepts('json-in-string') ? { anyOf: [object, { type: 'string', pattern: '^\\s*\\{' }] } : object;
}

function named(value: string | boolean, accepts: DescribedType['accepts']): JsonObject {
  if (typeof value === 'string') return { type: 'string', pattern: anyCase(value) };
  if (!accepts('boolean-as-string')) return { const: value };
  return { anyOf: [{ const: value }, { type: 'string', pattern: anyCase(String(value)) }] };
}
