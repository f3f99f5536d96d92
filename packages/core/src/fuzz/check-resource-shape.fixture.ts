import { expect } from 'vitest';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { isStorable } from '../is-storable.ts';
import { parseResource } from '../resource/parse-resource.ts';
import { checkResource } from '../resource/check.ts';
import { indexEntries } from '../resource/index-entries.ts';
import type { Resource } from '../resource/resource.ts';
import type { Attribute } from '../schema/attribute.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { outcomeOf } from './outcome-of.fixture.ts';
import { plainReading, urnsOf } from './requests.fixture.ts';

/** Checks that a resource is in its stored form. */
export function checkResourceShape(resource: Resource, type: ResourceType): void {
  checkObject(resource, [...type.schema.attributes, externalId], type);
  expect(JSON.parse(JSON.stringify(resource))).toEqual(resource);
  const context = plainReading();
  const again = parseResource({ schemas: urnsOf(type), ...resource }, type, context).resource;
  expect(again).toEqual(resource);
  expect([...context.ignored, ...context.departures]).toEqual([]);
  if (outcomeOf(() => checkResource(resource, type)).kind === 'refused') return;
  for (const { key } of indexEntries(resource, type)) {
    expect(key.length).toBeLessThanOrEqual(512);
    expect(isStorable(key)).toBe(true);
  }
}

const externalId = {
  name: 'externalId',
  type: 'string',
  multiValued: false,
  mutability: 'readWrite',
} as const;
type Shape = Pick<Attribute, 'name' | 'type' | 'multiValued' | 'mutability' | 'subAttributes'>;

function checkObject(object: JsonObject, attributes: readonly Shape[], type?: ResourceType): void {
  for (const [name, value] of Object.entries(object)) {
    const extension = type?.extensions.find(({ schema }) => schema.id === name);
    if (extension !== undefined) {
      expect(isObject(value) && Object.keys(value).length > 0).toBe(true);
      if (isObject(value)) checkObject(value, extension.schema.attributes);
      continue;
    }
    const attribute = attributes.find((each) => each.name === name);
    expect([name, attribute?.mutability]).not.toEqual([name, undefined]);
    expect([name, attribute?.mutability]).not.toEqual([name, 'readOnly']);
    if (attribute !== undefined) checkValues(value, attribute);
  }
}

function checkValues(value: Json, attribute: Shape): void {
  if (!attribute.multiValued) return checkValue(value, attribute);
  expect(Array.isArray(value)).toBe(true);
  const elements = Array.isArray(value) ? (value as readonly Json[]) : []; // a JSON array holds JSON values
  expect(elements.length).toBeGreaterThan(0);
  expect(elements.length).toBeLessThanOrEqual(1_000);
  for (const element of elements) checkValue(element, attribute);
}

function checkValue(value: Json, { name, type, subAttributes = [] }: Shape): void {
  switch (type) {
    case 'complex':
      expect([name, isObject(value)]).toEqual([name, true]);
      if (isObject(value)) checkObject(value, subAttributes);
      return;
    case 'boolean':
      expect([name, typeof value]).toEqual([name, 'boolean']);
      return;
    case 'integer':
      expect([name, Number.isSafeInteger(value) && !Object.is(value, -0)]).toEqual([name, true]);
      return;
    case 'decimal':
      expect([name, Number.isFinite(value) && !Object.is(value, -0)]).toEqual([name, true]);
      return;
    case 'string':
    case 'reference':
    case 'dateTime':
    case 'binary':
      expect([name, typeof value === 'string' && value.length <= 32_768 && isStorable(value)]).toEqual([
        name,
        true,
      ]);
      return;
    default:
      return type satisfies never;
  }
}
