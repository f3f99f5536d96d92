import type { BoundFilter } from '@scimwright/core/filter';
import { fragment, type Fragment } from '../fragment.ts';
import { comparisons } from './comparisons.ts';
import { joined, logicToSql, type Leaf } from './logic-to-sql.ts';
import { elementsOf, readMember, sourceOf, type Searched, type Source, type Value } from './source-of.ts';

type Of<Kind> = Extract<Leaf, { kind: Kind }>;

/**
 * Compiles a comparison, a `pr` or a value filter to a condition on `resources r`. The condition is true or false, never null, and equals
 * the predicate of core.
 */
export function conditionOf(leaf: Leaf, searched: Searched): Fragment {
  const { position } = searched.dialect.documents;
  if (leaf.kind !== 'some') return valueCondition(leaf, sourceOf(leaf.path, searched), position);
  const elements = elementsOf(leaf.path, partsRead(leaf.where), searched);
  // An element of a simple type is its own `value`.
  const isSimple = leaf.path.attribute.type !== 'complex';
  const read: Source['read'] = (part) => elements.read(isSimple ? undefined : part);
  return anyOf(elements, insideOf(leaf.where, read, position));
}

/** Compiles the filter of a value path to a condition on the members of `MEMBERS`. */
export function memberCondition(where: BoundFilter, position: string): Fragment {
  return insideOf(where, readMember, position);
}

/** Inside a value filter, names are sub-attributes of the same element. */
function insideOf(where: BoundFilter, read: Source['read'], position: string): Fragment {
  return logicToSql(where, (inner) => {
    const part: Source = { each: undefined, read: () => read(inner.path.attribute) };
    // Binding refuses a value filter inside another.
    return inner.kind === 'some' ? NEVER : valueCondition(inner, part, position);
  });
}

/** The names of the sub-attributes that a value filter reads. */
function partsRead(where: BoundFilter): ReadonlySet<string> {
  switch (where.kind) {
    case 'and':
    case 'or':
      return new Set([...partsRead(where.left), ...partsRead(where.right)]);
    case 'not':
      return partsRead(where.operand);
    default:
      return new Set([where.path.attribute.name]);
  }
}

const NEVER: Fragment = { sql: '(1 = 0)', bindings: [] };
const ALWAYS: Fragment = { sql: '(1 = 1)', bindings: [] };

function valueCondition(leaf: Exclude<Leaf, { kind: 'some' }>, source: Source, position: string): Fragment {
  if (leaf.kind === 'present') return isPresent(leaf, source);
  const { path, op, value } = leaf;
  if (value === null) {
    const present = isPresent({ kind: 'present', path }, source);
    return op === 'ne' ? present : fragment`(not ${present})`;
  }
  const attribute = path.sub ?? path.attribute;
  const read = source.read(path.sub);
  const isPrimary = attribute.name === 'primary' && attribute.type === 'boolean';
  // RFC 7643 §2.4: an element without `primary` is not primary.
  const left = isPrimary ? { ...read, ...fragment`coalesce(${read}, ${read.operand(false)})` } : read;
  const holds = comparisons[op](left, left.operand(value), position);
  if (op !== 'ne') return anyOf(source, holds);
  if (source.each === undefined) return fragment`coalesce(${holds}, 1 = 1)`;
  return fragment`(not ${anyOf(source, fragment`${left} is not null`)} or ${anyOf(source, holds)})`;
}

/** Whether any value fulfils a condition, which may be null when there is no value. */
function anyOf({ each, any }: Source, condition: Fragment): Fragment {
  if (any !== undefined) return any(condition);
  return each === undefined
    ? fragment`coalesce(${condition}, 1 = 0)`
    : fragment`exists (select 1 from ${each} and ${condition})`;
}

/** A non-empty value, or a complex one with a non-empty sub-attribute (RFC 7644 §3.4.2.2). */
function isPresent({ path }: Of<'present'>, source: Source): Fragment {
  const attribute = path.sub ?? path.attribute;
  // The source finds elements without reading each, and every element has a value.
  if (path.sub === undefined && source.any !== undefined) return source.any(ALWAYS);
  if (attribute.type !== 'complex') {
    return anyOf(source, isFilled(attribute.type, source.read(path.sub)));
  }
  const parts = (attribute.subAttributes ?? [])
    .filter(({ returned }) => returned !== 'never')
    .map((part) => fragment`coalesce(${isFilled(part.type, source.read(part))}, 1 = 0)`);
  return anyOf(source, parts.length === 0 ? NEVER : joined('or', parts));
}

const TEXT: ReadonlySet<string> = new Set(['string', 'reference', 'binary']);

function isFilled(type: string, value: Value): Fragment {
  return TEXT.has(type) ? fragment`${value} <> ''` : fragment`${value} is not null`;
}
