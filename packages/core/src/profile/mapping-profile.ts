import { didYouMean } from '../did-you-mean.ts';
import { openParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import type { ParsedFilter } from '../filter/ast.ts';
import { bindElementFilter } from '../filter/bind.ts';
import { parseValuePath } from '../filter/parse-value-path.ts';
import { foldCase } from '../fold.ts';
import { bindPath } from '../path/bind.ts';
import { attributeTypes, findAttribute, type Attribute } from '../schema/attribute.ts';
import { isWritable } from '../schema/is-writable.ts';
import type { BoundPath, ResourceType, Slot, Target } from '../schema/resource-type.ts';
import { narrow } from './narrow.ts';
import { nearestPath } from './nearest-path.ts';
import type { BoundRow, MappingRow, ProfileDefinition } from './mapping-row.ts';

/** One resource type of a connector: the rows of its tutorial, and the type that they make. */
export interface MappingProfile<Row extends MappingRow = MappingRow> {
  readonly rows: readonly EachBound<Row>[];
  readonly type: ResourceType;
}

/** Distributes over a union of rows: `required` belongs to one path. */
type EachBound<Row extends MappingRow> = Row extends MappingRow ? BoundRow<Row> : never;

/**
 * Makes a mapping profile from rows: binds each row, narrows the schemas to the rows, and derives what is required and
 * indexed.
 *
 * @throws Error for a row that cannot be bound or is repeated, with its place: `users[3]: unknown attribute "rolez"; did
 * you mean roles?`
 *
 * @example
 * defineProfile({
 *   name: 'User', endpoint: '/Users', schema: userSchema, extensions: [enterpriseUserSchema],
 *   rows: [attribute('userName', 'string', { required: true, filterable: true })],
 *   sources: defaultUserMapping, matchedBy: 'userName',
 * });
 */
export function defineProfile(definition: ProfileDefinition): MappingProfile {
  const whole = wholeType(definition);
  const label = definition.endpoint.slice(1).toLowerCase();
  const rows = definition.rows.map((row, at) => bindRow(row, `${label}[${at}]`, definition, whole));
  checkOnce(rows, label);
  const type = narrow(whole, rows, definition);
  return { rows, type };
}

/** Of two rows for one attribute, the marks of one would be lost. */
function checkOnce(rows: readonly BoundRow[], label: string): void {
  for (const [at, { path, target }] of rows.entries()) {
    const first = rows.findIndex((row) => sameTarget(row.target, target));
    if (first === at) continue;
    throw new Error(`${label}[${at}]: ${path} already has a row, ${label}[${first}]: remove one of them`);
  }
}

/** Whether two rows map the same thing, however their paths are spelled. */
function sameTarget(left: Target, right: Target): boolean {
  const path = left.path;
  const other = right.path;
  return (
    path.extension === other.extension &&
    path.attribute.name === other.attribute.name &&
    path.sub?.name === other.sub?.name &&
    elementOf(left) === elementOf(right)
  );
}

/** The discriminator of the element, as it compares. */
function elementOf(target: Target): string {
  if (target.kind === 'attribute') return '';
  const { discriminator, value } = target.slot;
  const isExact = discriminator.caseExact || typeof value !== 'string';
  return JSON.stringify([discriminator.name, isExact ? value : foldCase(value)]);
}

/** The type with everything that its schemas have. Rows are bound to it. */
function wholeType({
  name,
  endpoint,
  schema,
  extensions,
  searchedBy,
  membership,
}: ProfileDefinition): ResourceType {
  return {
    name,
    endpoint,
    description: schema.description,
    schema,
    extensions: extensions.map((extension) => ({ schema: extension, required: false })),
    slots: new Map(),
    solePrimary: new Set(),
    required: [],
    requiredParts: [],
    immutable: [],
    isPlain: true,
    indexes: [],
    searchedBy: searchedBy ?? 'indexes',
    membership: membership === undefined ? undefined : findAttribute(schema.attributes, membership),
    memberOf: undefined,
  };
}

function bindRow(
  row: MappingRow,
  label: string,
  definition: ProfileDefinition,
  whole: ResourceType,
): BoundRow {
  const target = bindTarget(row, label, definition, whole);
  if (!isWritable(target)) checkReadOnly(row, target, label);
  return {
    path: row.path,
    type: row.type,
    target,
    required: row.required ?? false,
    filterable: row.filterable ?? false,
    matching: row.matching ?? (row.path === definition.matchedBy ? 1 : undefined),
    source: sourceOf(row, label, definition),
    assumed: row.assumed,
  };
}

/** No client writes a read-only attribute, so it has no source, is never required and has no index. */
function checkReadOnly(row: MappingRow, { path: { sub } }: Target, label: string): void {
  const { path, unmapped, required, filterable } = row;
  if (sub === undefined && unmapped === true && required !== true && filterable !== true) return;
  throw new Error(
    `${label}: ${path} is read-only: name the whole attribute, with { unmapped: true } as its only option`,
  );
}

function sourceOf(row: MappingRow, label: string, { sources }: ProfileDefinition): string | undefined {
  const { path, from, unmapped = false } = row;
  if (unmapped && from !== undefined) {
    throw new Error(`${label}: ${path} has both from and unmapped: remove one of them`);
  }
  if (unmapped) return undefined;
  const source = from ?? sources?.get(path);
  if (source !== undefined || sources === undefined) return source;
  throw new Error(
    `${label}: Entra has no default mapping for ${path}: name its source with { from: '…' }, or write { unmapped: true }`,
  );
}

function bindTarget(
  row: MappingRow,
  label: string,
  { sources }: ProfileDefinition,
  whole: ResourceType,
): Target {
  const meant = (): string => {
    const nearest = nearestPath(row.path, whole, sources);
    return nearest === undefined || nearest === row.path ? '' : `; did you mean ${nearest}?`;
  };
  try {
    return findTarget(row, label, whole, meant);
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    // The parser refuses the path as if a client had sent it. Here the vendor wrote it, and needs its place.
    const problem = error.message.replace(/\.$/, '');
    throw new Error(`${label}: ${row.path}: ${problem}${meant()}`, { cause: error });
  }
}

function findTarget(row: MappingRow, label: string, whole: ResourceType, meant: () => string): Target {
  if (!attributeTypes.includes(row.type)) {
    throw new Error(`${label}: unknown type "${row.type}"${didYouMean(row.type, attributeTypes)}`);
  }
  const path = parseValuePath(row.path, openParseContext());
  const bound = bindPath(
    path.attribute,
    whole,
    openParseContext({ off: ['unqualified-extension-attribute'] }),
  );
  if (bound === undefined) throw new Error(`${label}: unknown attribute "${row.path}"${meant()}`);
  const target =
    path.where === undefined
      ? plainTarget(bound, label, row)
      : elementTarget(bound, path.where, path.sub, label, row);
  const attribute = target.path.sub ?? target.path.attribute;
  const type = row.type === 'reference' && attribute.type === 'complex' ? 'complex' : row.type;
  if (attribute.type !== type) {
    throw new Error(`${label}: ${row.path} is a ${attribute.type} in its schema, not a ${row.type}`);
  }
  return target;
}

function plainTarget(path: BoundPath, label: string, row: MappingRow): Target {
  if (path.attribute.multiValued && path.sub !== undefined) {
    throw new Error(
      `${label}: ${row.path} does not say which element: write ${path.attribute.name}[type eq "…"].${path.sub.name}`,
    );
  }
  return { kind: 'attribute', path };
}

function elementTarget(
  path: BoundPath,
  where: ParsedFilter,
  subName: string | undefined,
  label: string,
  row: MappingRow,
): Target {
  if (!path.attribute.multiValued) {
    throw new Error(
      `${label}: ${row.path} has a filter, but ${path.attribute.name} has a single value: remove the brackets`,
    );
  }
  const filter = bindElementFilter(where, path.attribute, openParseContext());
  const sub: Attribute | undefined = findAttribute(path.attribute.subAttributes, subName ?? '');
  if (sub === undefined) {
    throw new Error(
      `${label}: ${row.path} does not end in a sub-attribute of ${path.attribute.name}${didYouMean(
        subName ?? '',
        (path.attribute.subAttributes ?? []).map(({ name }) => name),
      )}`,
    );
  }
  if (
    filter.kind !== 'compare' ||
    filter.op !== 'eq' ||
    filter.value === null ||
    typeof filter.value === 'number'
  ) {
    throw new Error(
      `${label}: ${row.path} must select one element with one eq comparison, such as [type eq "work"]`,
    );
  }
  const slot: Slot = { discriminator: filter.path.attribute, value: filter.value, subAttributes: [sub.name] };
  return { kind: 'element', path: { ...path, sub }, slot };
}
