import type { Json, JsonObject, ResourceType } from '@scimwright/core';
import type { Attribute } from '@scimwright/core/schema';

/** A place in a resource that a client can write. */
export interface Point {
  /** The path for a PATCH operation. */
  readonly path: string;
  /** Texts that a refusal must contain. */
  readonly names: readonly string[];
  readonly attribute: Attribute;
  /** Whether the value identifies an element, so that another value means another element. */
  readonly isLabel: boolean;
  /** A body with a value at this point. */
  put(value: Json): JsonObject;
  /** The value of a resource at this point. */
  read(resource: JsonObject): unknown;
}

/**
 * Every place in resources of a type that a client can write, from the schema: attributes and sub-attributes, including
 * those of extensions.
 */
export function pointsOf({ schema, extensions, slots }: ResourceType): readonly Point[] {
  const core = schema.attributes.filter(isWritable).flatMap((attribute) => pointsIn(attribute, slots));
  const further = extensions.flatMap(({ schema: { id, attributes } }) =>
    attributes.filter(isWritable).flatMap((attribute) =>
      pointsIn(attribute, slots).map((point): Point => ({
        ...point,
        path: `${id}:${point.path}`,
        put: (value) => ({ [id]: point.put(value) }),
        read: (resource) => point.read(objectAt(resource, id)),
      })),
    ),
  );
  return [...core, ...further];
}

function isWritable({ mutability }: Attribute): boolean {
  return mutability !== 'readOnly';
}

function pointsIn(attribute: Attribute, slots: ResourceType['slots']): readonly Point[] {
  const { name, multiValued, subAttributes = [] } = attribute;
  const itself: Point = {
    path: name,
    names: [name],
    attribute,
    isLabel: false,
    put: (value) => ({ [name]: value }),
    read: (resource) => resource[name],
  };
  // Members are separate rows without the type and the name.
  const parts = name === 'members' ? [] : subAttributes.filter(isWritable);
  return [
    itself,
    ...parts.map((part) => (multiValued ? inElement(attribute, part, slots) : inside(name, part))),
  ];
}

function inside(name: string, part: Attribute): Point {
  return {
    path: `${name}.${part.name}`,
    names: [name, part.name],
    attribute: part,
    isLabel: false,
    put: (value) => ({ [name]: { [part.name]: value } }),
    read: (resource) => objectAt(resource, name)[part.name],
  };
}

/** The element that the profile maps, otherwise the first one that the schema names. */
function inElement(
  { name, subAttributes = [] }: Attribute,
  part: Attribute,
  slots: ResourceType['slots'],
): Point {
  const [slot] = slots.get(name) ?? [];
  const type = subAttributes.find((sub) => sub.name === 'type')?.canonicalValues?.[0] ?? 'work';
  const label: JsonObject = slot === undefined ? { type } : { [slot.discriminator.name]: slot.value };
  const [[key = '', value] = []] = Object.entries(label);
  return {
    path: `${name}[${key} eq ${JSON.stringify(value)}].${part.name}`,
    names: [name, part.name],
    attribute: part,
    isLabel: part.name === 'type',
    put: (wanted) => ({ [name]: [{ ...label, [part.name]: wanted }] }),
    read: (resource) => {
      const list = resource[name];
      const elements: readonly unknown[] = Array.isArray(list) ? list : [];
      return elements.map((element) => (element as JsonObject)[part.name]).at(-1); // a list of the connector's has objects
    },
  };
}

function objectAt(resource: JsonObject, name: string): JsonObject {
  return (resource[name] ?? {}) as JsonObject; // a complex attribute or an extension is an object
}
