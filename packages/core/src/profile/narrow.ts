import { commonAttributes } from '../schema/common-attributes.ts';
import { findAttribute, type Attribute, type Schema } from '../schema/attribute.ts';
import type { Index, Requirement, ResourceType, Slot, Target } from '../schema/resource-type.ts';
import type { BoundRow, ProfileDefinition } from './mapping-profile.ts';

/**
 * Narrows a resource type to what the rows of a profile cover. A row about one element brings that element's `type`,
 * `primary` and `display` with it; the rest of the attribute stays outside.
 *
 * @example
 * narrow(wholeUser, rows, definition).schema.attributes.map(({ name }) => name);
 */
export function narrow(
  whole: ResourceType,
  rows: readonly BoundRow[],
  definition: ProfileDefinition,
): ResourceType {
  const unique = new Set(definition.unique);
  const schema = narrowSchema(withMappedCommon(whole.schema), undefined, rows, unique);
  const extensions = whole.extensions
    .map((extension) => {
      const own = rows.filter(({ target }) => target.path.extension === extension.schema.id);
      const narrowed = narrowSchema(extension.schema, extension.schema.id, rows, unique);
      return { schema: narrowed, required: own.some(({ required }) => required) };
    })
    .filter((extension) => extension.schema.attributes.length > 0);
  const membership = definition.membership && findAttribute(schema.attributes, definition.membership);
  return {
    ...whole,
    schema,
    extensions,
    slots: slotsOf(rows),
    solePrimary: new Set(definition.solePrimary),
    required: requirementsOf(rows, schema),
    indexes: indexesOf(rows, schema, new Set(definition.indexed)),
    membership: membership || undefined,
  };
}

function narrowSchema(
  schema: Schema,
  extension: string | undefined,
  rows: readonly BoundRow[],
  unique: ReadonlySet<string>,
): Schema {
  const attributes = schema.attributes.flatMap((attribute) => {
    const own = rows.filter(
      ({ target: { path } }) => path.extension === extension && path.attribute.name === attribute.name,
    );
    return own.length === 0 ? [] : [narrowAttribute(attribute, own, unique.has(attribute.name))];
  });
  return { ...schema, attributes };
}

/** A schema does not list the common attributes, unless rows map them: a client must find whatever it maps. */
function withMappedCommon(schema: Schema): Schema {
  return {
    ...schema,
    attributes: [...schema.attributes, ...commonAttributes.filter(({ name }) => name === 'externalId')],
  };
}

const LABELS = ['type', 'primary', 'display'];

function narrowAttribute(attribute: Attribute, rows: readonly BoundRow[], unique: boolean): Attribute {
  const required = attribute.required || rows.some((row) => row.required);
  const marked: Attribute = { ...attribute, required, ...(unique && { uniqueness: 'server' as const }) };
  const named = new Set(rows.flatMap(({ target: { path } }) => path.sub?.name ?? []));
  const isWhole = rows.some(({ target }) => target.path.sub === undefined);
  if (isWhole || attribute.subAttributes === undefined) return marked;
  if (attribute.multiValued) for (const label of LABELS) named.add(label);
  const requiredParts = new Set(
    rows.flatMap(({ required, target }) =>
      required && target.kind === 'attribute' ? (target.path.sub?.name ?? []) : [],
    ),
  );
  return {
    ...marked,
    subAttributes: attribute.subAttributes
      .filter(({ name }) => named.has(name))
      .map((sub) => (requiredParts.has(sub.name) ? { ...sub, required: true } : sub)),
  };
}

function slotsOf(rows: readonly BoundRow[]): ReadonlyMap<string, readonly Slot[]> {
  const slots = new Map<string, Slot[]>();
  const whole = new Set(
    rows.flatMap(({ target }) => (target.kind === 'attribute' ? [target.path.attribute.name] : [])),
  );
  for (const { target } of rows) {
    if (target.kind !== 'element' || whole.has(target.path.attribute.name)) continue;
    const { attribute, sub } = target.path;
    const { discriminator, value } = target.slot;
    const list = slots.get(attribute.name) ?? [];
    const at = list.findIndex(
      (slot) => slot.discriminator.name === discriminator.name && slot.value === value,
    );
    const known = list[at];
    if (known === undefined) list.push(target.slot);
    else list[at] = { ...known, subAttributes: [...known.subAttributes, sub.name] };
    slots.set(attribute.name, list);
  }
  return slots;
}

/** What the rows require, and what the schema requires of every resource. */
function requirementsOf(rows: readonly BoundRow[], schema: Schema): readonly Requirement[] {
  const fromSchema = (row: BoundRow): boolean =>
    row.target.path.extension === undefined &&
    row.target.path.sub === undefined &&
    schema.attributes.some(({ name, required }) => required && name === row.path);
  return rows.filter((row) => row.required || fromSchema(row)).map(({ path, target }) => ({ path, target }));
}

/** What `eq` finds: what the rows allow, what is unique, `externalId`, and references to other resources. */
function indexesOf(
  rows: readonly BoundRow[],
  schema: Schema,
  indexed: ReadonlySet<string>,
): readonly Index[] {
  const indexes = rows.flatMap(({ path, target, filterable }): Index[] => {
    const { attribute, sub, extension } = target.path;
    const unique = target.kind === 'attribute' && sub === undefined && isUnique(schema, attribute, extension);
    if (attribute.type === 'complex' && sub === undefined) {
      const isReference = !attribute.multiValued;
      return (filterable || isReference) && hasValue(attribute)
        ? [{ path, target: valueOf(target), unique: false }]
        : [];
    }
    return filterable || unique || indexed.has(path) ? [{ path, target, unique }] : [];
  });
  const externalId = findAttribute(commonAttributes, 'externalId');
  if (externalId === undefined || indexes.some(({ path }) => path === 'externalId')) return indexes;
  const target: Target = {
    kind: 'attribute',
    path: { extension: undefined, attribute: externalId, sub: undefined },
  };
  return [...indexes, { path: 'externalId', target, unique: false }];
}

function isUnique(schema: Schema, attribute: Attribute, extension: string | undefined): boolean {
  if (extension !== undefined) return false;
  return schema.attributes.some(({ name, uniqueness }) => name === attribute.name && uniqueness === 'server');
}

function hasValue({ subAttributes }: Attribute): boolean {
  return findAttribute(subAttributes, 'value') !== undefined;
}

/** A complex attribute such as `manager` is found by its value. */
function valueOf(target: Target): Target {
  const sub = findAttribute(target.path.attribute.subAttributes, 'value');
  return { kind: 'attribute', path: { ...target.path, sub } };
}
