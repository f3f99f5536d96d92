import { isObject, withKey, type Json, type JsonObject } from '@scimwright/core';
import type { Target } from '@scimwright/core/schema';

/**
 * Copies a request body and sets the value at the target of a row; null removes the value. Creates missing objects around
 * the value, and leaves no empty ones behind.
 *
 * @example
 * writeTarget({}, workMail, 'ada@x.example'); // { emails: [{ type: 'work', value: 'ada@x.example' }] }
 */
export function writeTarget(body: JsonObject, target: Target, value: Json): JsonObject {
  const { extension, attribute, sub } = target.path;
  const container = extension === undefined ? body : objectAt(body, extension);
  const next =
    target.kind === 'element'
      ? withKey(container, attribute.name, withElement(container[attribute.name], target, value))
      : withKey(
          container,
          attribute.name,
          sub === undefined
            ? (value ?? undefined)
            : filled(withKey(objectAt(container, attribute.name), sub.name, value ?? undefined)),
        );
  return extension === undefined ? next : withKey(body, extension, filled(next));
}

/**
 * The value of a request body at the target of a row. Booleans may be strings, as Entra sends them.
 *
 * @example
 * sampleValue({ roles: [{ primary: 'True', value: 'Editor' }] }, primaryRole); // 'Editor'
 */
export function sampleValue(body: JsonObject, target: Target): Json | undefined {
  const { extension, attribute, sub } = target.path;
  const whole = (extension === undefined ? body : objectAt(body, extension))[attribute.name];
  if (target.kind === 'attribute')
    return sub === undefined ? whole : isObject(whole) ? whole[sub.name] : undefined;
  return elementsOf(whole).find((element) => isNamed(element, target))?.[target.path.sub.name];
}

type ElementTarget = Extract<Target, { kind: 'element' }>;

function withElement(list: Json | undefined, target: ElementTarget, value: Json): Json | undefined {
  const { slot, path } = target;
  const elements = elementsOf(list);
  const known = elements.some((element) => isNamed(element, target));
  const all = known ? elements : [...elements, { [slot.discriminator.name]: slot.value }];
  const next = all
    .map((element) =>
      isNamed(element, target) ? withKey(element, path.sub.name, value ?? undefined) : element,
    )
    .filter((element) => Object.keys(element).some((name) => !LABELS.has(name)));
  return next.length === 0 ? undefined : next;
}

/** The attributes that identify an element, without its value. */
const LABELS: ReadonlySet<string> = new Set(['type', 'primary', 'display']);

function isNamed(element: JsonObject, { slot }: ElementTarget): boolean {
  const actual = element[slot.discriminator.name] ?? false;
  return String(actual).toLowerCase() === String(slot.value).toLowerCase();
}

function elementsOf(list: Json | undefined): readonly JsonObject[] {
  return Array.isArray(list) ? (list as readonly Json[]).filter(isObject) : [];
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isObject(value) ? value : {};
}

function filled(object: JsonObject): JsonObject | undefined {
  return Object.keys(object).length === 0 ? undefined : object;
}
