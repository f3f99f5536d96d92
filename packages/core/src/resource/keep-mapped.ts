import { foldCase } from '../fold.ts';
import { isObject, ownValue, type Json, type JsonObject } from '../json.ts';
import type { Attribute } from '../schema/attribute.ts';
import type { ResourceType, Slot } from '../schema/resource-type.ts';

/**
 * Leaves out the unmapped elements, and the unmapped sub-attributes of elements.
 *
 * @param dropped - receives what was left out, as it follows the name of the attribute in a path
 *
 * @example
 * keepMapped(emails, [{ type: 'home', value: 'a@x.example' }], userType, () => {}); // []
 */
export function keepMapped(
  attribute: Attribute,
  elements: readonly Json[],
  type: ResourceType,
  dropped: (what: string) => void,
): readonly Json[] {
  const slots = type.slots.get(attribute.name);
  if (slots === undefined) return elements;
  const kept: Json[] = [];
  for (const element of elements) {
    if (!isObject(element)) continue;
    const slot = slots.find((candidate) => inSlot(element, candidate));
    if (slot === undefined) {
      dropped(describeElement(element, slots));
      continue;
    }
    const unmapped = Object.keys(element).filter((name) => !slotHas(slot, name));
    for (const name of unmapped) dropped(`${describeElement(element, slots)}.${name}`);
    kept.push(unmapped.length === 0 ? element : omit(element, unmapped));
  }
  return kept;
}

const LABELS: ReadonlySet<string> = new Set(['type', 'primary', 'display']);

/** Whether a row maps this sub-attribute of an element. Labels are always mapped. */
export function slotHas(slot: Slot, name: string): boolean {
  return LABELS.has(name) || slot.subAttributes.includes(name);
}

/** Whether an element is in a slot. */
export function inSlot(element: JsonObject, { discriminator, value }: Slot): boolean {
  const actual = ownValue(element, discriminator.name);
  if (typeof value === 'boolean') return (actual ?? false) === value;
  return typeof actual === 'string' && (actual === value || foldCase(actual) === foldCase(value));
}

function describeElement(element: JsonObject, [slot]: readonly Slot[]): string {
  const name = slot?.discriminator.name ?? 'type';
  const value = ownValue(element, name);
  return `[${value === undefined ? `no ${name}` : `${name} eq ${JSON.stringify(value)}`}]`;
}

function omit(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
