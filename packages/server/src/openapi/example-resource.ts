import { isObject, withKey, type Json, type JsonObject } from '@scimwright/core';
import type { MappingProfile } from '@scimwright/core/profile';
import { isWritable, type AttributeType, type Target } from '@scimwright/core/schema';
import { targetAttribute } from '@scimwright/core/resource';

/** Examples of attributes whose names suggest a value. */
const VALUES: Readonly<Record<string, string>> = {
  userName: 'ada@contoso.example',
  'Group displayName': 'Night Watch',
  displayName: 'Ada Byron',
  externalId: '0d5b6c1e-8f2a-4b7d-9c3e-6a1f0e2d4b58',
  'name.givenName': 'Ada',
  'name.familyName': 'Byron',
  'name.formatted': 'Ada Byron',
  'emails.value': 'ada@contoso.example',
  'phoneNumbers.value': '+47 55 01 10 01',
  preferredLanguage: 'nb-NO',
  locale: 'nb-NO',
  timezone: 'Europe/Oslo',
  profileUrl: 'https://contoso.example/people/ada',
};

/** Examples of all other attributes, by type. */
const VALUE: Readonly<Record<Exclude<AttributeType, 'complex'>, (name: string) => Json>> = {
  string: (name) => `Some ${name}`,
  boolean: () => true,
  decimal: () => 7.5,
  integer: () => 7,
  dateTime: () => '2026-01-31T12:00:00Z',
  binary: () => 'c2FtcGxl',
  reference: (name) => `https://contoso.example/${name}`,
};

const SOME_ID = '2819c223-7f76-453a-919d-413861904646';

/** The body of a POST with a value for each row that a client can set. An attribute with rows for its elements has only those. */
export function exampleResource({ rows, type }: MappingProfile): JsonObject {
  const plain = rows
    .filter(({ target }) => isWritable(target))
    .reduce<JsonObject>((body, { target }) => write(body, target, type.name), {});
  const extensions = type.extensions.map(({ schema }) => schema.id).filter((urn) => urn in plain);
  return { schemas: [type.schema.id, ...extensions], ...plain };
}

function write(body: JsonObject, target: Target, typeName: string): JsonObject {
  const { extension, attribute, sub } = target.path;
  const container = extension === undefined ? body : objectAt(body, extension);
  const present = container[attribute.name];
  const value = valueOf(target, typeName);
  const next =
    target.kind === 'element'
      ? withElement(present, target, value)
      : sub === undefined
        ? (present ?? value)
        : withKey(objectAt(container, attribute.name), sub.name, value);
  const filled = withKey(container, attribute.name, next);
  return extension === undefined ? filled : withKey(body, extension, filled);
}

function valueOf(target: Target, typeName: string): Json {
  const { attribute, sub } = target.path;
  const { name, type, multiValued, subAttributes = [] } = targetAttribute(target);
  const path = sub === undefined ? name : `${attribute.name}.${sub.name}`;
  const known = VALUES[`${typeName} ${path}`] ?? VALUES[path];
  if (known !== undefined) return known;
  if (type !== 'complex') {
    const value = VALUE[type](name);
    return multiValued ? [value] : value;
  }
  const value = subAttributes.find((part) => part.name === 'value');
  const [label] = subAttributes.find((part) => part.name === 'type')?.canonicalValues ?? [];
  // An attribute with `value` and without `primary` refers to another resource.
  const isPointer = value !== undefined && !subAttributes.some((part) => part.name === 'primary');
  const shown = value === undefined || value.type === 'complex' ? {} : { value: VALUE[value.type](name) };
  const whole: JsonObject = isPointer ? { value: SOME_ID } : { ...shown, ...(label && { type: label }) };
  return multiValued ? [whole] : whole;
}

type ElementTarget = Extract<Target, { kind: 'element' }>;

function withElement(list: Json | undefined, { slot, path }: ElementTarget, value: Json): Json {
  const { name } = slot.discriminator;
  const elements = Array.isArray(list) ? (list as readonly Json[]).filter(isObject) : [];
  const known = elements.some((element) => element[name] === slot.value);
  const all = known ? elements : [...elements, { [name]: slot.value }];
  return all.map((element) =>
    element[name] === slot.value ? withKey(element, path.sub.name, value) : element,
  );
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isObject(value) ? value : {};
}
