import { commonAttributes } from '../schema/common-attributes.ts';
import { findAttribute, type Attribute, type Schema } from '../schema/attribute.ts';
import type { BoundPath, Index, Requirement, ResourceType, Slot, Target } from '../schema/resource-type.ts';
import type { BoundRow, ProfileDefinition } from './mapping-row.ts';

/**
 * Narrows a resource type to the attributes that rows map. A row for one element also maps its `type`, `primary` and
 * `display`; other sub-attributes stay unmapped.
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
      const own = narrowSchema(extension.schema, extension.schema.id, rows, new Set());
      return { schema: own, required: own.attributes.some(({ required }) => required) };
    })
    .filter((extension) => extension.schema.attributes.length > 0);
  const schemas = new Map<string | undefined, Schema>([
    [undefined, schema],
    ...extensions.map(({ schema: own }) => [own.id, own] as const),
  ]);
  const membership = definition.membership && findAttribute(schema.attributes, definition.membership);
  const { memberOf } = definition;
  const groups = memberOf && findAttribute(schema.attributes, memberOf.attribute);
  return {
    ...whole,
    schema,
    extensions,
    slots: slotsOf(rows),
    solePrimary: new Set(definition.solePrimary),
    required: requirementsOf(rows, schemas),
    requiredParts: requiredPartsIn(schemas),
    immutable: immutableIn(schemas, definition.membership),
    isPlain: [...schemas.values()].every(({ attributes }) => attributes.every(isShown)),
    indexes: indexesOf(rows, schemas, new Set(definition.indexed)),
    membership: membership || undefined,
    memberOf: memberOf && groups && { attribute: groups, label: memberOf.label },
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

/** Adds `externalId`, which schemas do not list: a client must find it if a row maps it. */
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

/** The narrowed schemas by the URN of their extension; undefined for the core schema. */
type Schemas = ReadonlyMap<string | undefined, Schema>;

/** What the rows and the schemas require. */
function requirementsOf(rows: readonly BoundRow[], schemas: Schemas): readonly Requirement[] {
  const fromSchema = ({ target }: BoundRow): boolean =>
    target.kind === 'attribute' &&
    target.path.sub === undefined &&
    narrowed(target.path, schemas)?.required === true;
  return rows.filter((row) => row.required || fromSchema(row)).map(({ path, target }) => ({ path, target }));
}

function narrowed({ extension, attribute }: Target['path'], schemas: Schemas): Attribute | undefined {
  return findAttribute(schemas.get(extension)?.attributes, attribute.name);
}

function requiredPartsIn(schemas: Schemas): ResourceType['requiredParts'] {
  return [...schemas].flatMap(([extension, { attributes }]) =>
    attributes.flatMap((attribute) =>
      (attribute.subAttributes ?? [])
        .filter(({ required }) => required)
        .map((sub) => ({ extension, attribute, sub })),
    ),
  );
}

/** Without the sub-attributes of elements: `checkEdit` protects those. */
function immutableIn(schemas: Schemas, membership: string | undefined): readonly BoundPath[] {
  return [...schemas].flatMap(([extension, { attributes }]) =>
    attributes.flatMap((attribute): BoundPath[] => {
      if (extension === undefined && attribute.name === membership) return [];
      if (attribute.mutability === 'immutable') return [{ extension, attribute, sub: undefined }];
      if (attribute.multiValued) return [];
      return (attribute.subAttributes ?? [])
        .filter(({ mutability }) => mutability === 'immutable')
        .map((sub) => ({ extension, attribute, sub }));
    }),
  );
}

function isShown({ returned, subAttributes }: Attribute): boolean {
  return (returned === 'default' || returned === 'always') && (subAttributes ?? []).every(isShown);
}

/** `eq` finds filterable and unique attributes, `externalId`, and references to other resources. */
function indexesOf(
  rows: readonly BoundRow[],
  schemas: Schemas,
  indexed: ReadonlySet<string>,
): readonly Index[] {
  const indexes = rows.flatMap(({ path, target, filterable }): Index[] => {
    const { attribute, sub } = target.path;
    const unique =
      target.kind === 'attribute' &&
      sub === undefined &&
      narrowed(target.path, schemas)?.uniqueness === 'server';
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

function hasValue({ subAttributes }: Attribute): boolean {
  return findAttribute(subAttributes, 'value') !== undefined;
}

/** A complex attribute such as `manager` is indexed by its `value`. */
function valueOf(target: Target): Target {
  const sub = findAttribute(target.path.attribute.subAttributes, 'value');
  return { kind: 'attribute', path: { ...target.path, sub } };
}
