import { foldCase } from '../fold.ts';
import { isObject, ownValue, type Json, type JsonObject } from '../json.ts';
import type { Attribute } from '../schema/attribute.ts';
import type { ResourceType, Slot } from '../schema/resource-type.ts';

/**
 * Leaves out the elements, and the parts of elements, that no row of the profile maps.
 *
 * @param dropped - told what was left out, as it would follow the attribute's name in a path
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
  return elements.flatMap((element) => {
    if (!isObject(element)) return [];
    const slot = slots.find((candidate) => inSlot(element, candidate));
    if (slot === undefined) {
      dropped(describeElement(element, slots));
      return [];
    }
    const outside = Object.keys(element).filter((name) => !slotHas(slot, name));
    for (const name of outside) dropped(`${describeElement(element, slots)}.${name}`);
    return [outside.length === 0 ? element : omit(element, outside)];
  });
}

const LABELS: ReadonlySet<string> = new Set(['type', 'primary', 'display']);

/**
 * Whether a profile maps this sub-attribute for this element. What labels an element comes with it.
 *
 * @example
 * slotHas({ discriminator: typeAttribute, value: 'work', subAttributes: ['value'] }, 'primary'); // true
 */
export function slotHas(slot: Slot, name: string): boolean {
  return LABELS.has(name) || slot.subAttributes.includes(name);
}

/**
 * Whether an element is the one that a slot names.
 *
 * @example
 * inSlot({ type: 'Work', value: 'a@x.example' }, workSlot); // true
 */
export function inSlot(element: JsonObject, { discriminator, value }: Slot): boolean {
  const actual = ownValue(element, discriminator.name);
  if (typeof value === 'boolean') return (actual ?? false) === value;
  return typeof actual === 'string' && foldCase(actual) === foldCase(value);
}

function describeElement(element: JsonObject, [slot]: readonly Slot[]): string {
  const name = slot?.discriminator.name ?? 'type';
  const value = ownValue(element, name);
  return `[${value === undefined ? `no ${name}` : `${name} eq ${JSON.stringify(value)}`}]`;
}

function omit(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
