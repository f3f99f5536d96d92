import { openContext } from '../expression/evaluated.fixture.ts';
import type { ExpressionValue } from '../expression/value.ts';
import type { AttributeMapping, MappedValue, ObjectMapping, TargetAttribute } from './mapping.ts';
import { mapObject } from './map-object.ts';
import { readSource } from './read-source.ts';

/** An attribute of an application: one text, without regard to letter case, unless said otherwise. */
export function targetAt(path: string, more: Partial<TargetAttribute> = {}): TargetAttribute {
  return { path, type: 'string', multiValued: false, caseExact: false, ...more };
}

/** A mapping of one attribute from a source as profiles write it. */
export function mappingOf(
  target: TargetAttribute,
  source: string,
  more: Partial<AttributeMapping> = {},
): AttributeMapping {
  return {
    target,
    source: readSource(source),
    defaultValue: undefined,
    matching: undefined,
    flowType: 'Always',
    flowBehavior: 'FlowWhenChanged',
    ...more,
  };
}

/** A mapping of users with these attributes. */
export function usersMapped(...attributes: readonly AttributeMapping[]): ObjectMapping {
  return {
    source: 'User',
    isEnabled: true,
    flows: { create: true, update: true, delete: true },
    scope: [],
    attributes,
  };
}

/** What a mapping gives somebody with these attributes. */
export function mapped(
  mapping: ObjectMapping,
  person: Readonly<Record<string, ExpressionValue>>,
  isNew = true,
): readonly MappedValue[] {
  return mapObject(mapping, new Map(Object.entries(person)), openContext(), isNew);
}

/** One mapped value. */
export function valueOf(target: TargetAttribute, value: ExpressionValue): MappedValue {
  return { mapping: mappingOf(target, 'anything'), value, isRedacted: false };
}
