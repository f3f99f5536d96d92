import type { ResourceType } from '@scimwright/core';
import { compareKey, type Literal } from '@scimwright/core/filter';
import type { Attribute, BoundPath } from '@scimwright/core/schema';
import type { TenantId } from '@scimwright/store';
import { MAX_GROUPS } from '@scimwright/store/engine';
import type { Dialect } from '../dialect/dialect.ts';
import type { DocumentSql, Keys } from '../dialect/document-sql.ts';
import { fragment, type Fragment } from '../fragment.ts';
import { groupIsThere } from '../removal/is-there.ts';
import { inGroups } from './in-groups.ts';

/** A value in SQL, null if there is none, and how to compare it. */
export interface Value extends Fragment {
  /** Whether it is text in the database too. */
  readonly isText: boolean;
  /** A literal in the form that compares with this value. */
  operand(literal: NonNullable<Literal>): Fragment;
}

/** The source of the values of a path. */
export interface Source {
  /** What follows `from` to return the values or their elements; undefined for a single-valued attribute. */
  readonly each: Fragment | undefined;
  /** Whether any of them fulfils a condition, if that is found without reading each. */
  readonly any?: (condition: Fragment) => Fragment;
  /** The value itself, or a sub-attribute of the element. */
  read(part: Attribute | undefined): Value;
}

/** The tenant and type that are searched, and the engine. */
export interface Searched {
  readonly dialect: Dialect;
  readonly tenant: TenantId;
  readonly type: ResourceType;
}

/**
 * The source of the values at a path: a column of `resources r`, its members, its groups, or its search document.
 */
export function sourceOf(path: BoundPath, searched: Searched): Source {
  return (
    besideDocument(path, new Set([path.sub?.name ?? 'value']), searched) ??
    inDocument(path, searched.dialect.documents)
  );
}

/**
 * The elements of a complex attribute, one by one, single-valued or not.
 *
 * @param parts - the names of the sub-attributes that are read
 */
export function elementsOf(path: BoundPath, parts: ReadonlySet<string>, searched: Searched): Source {
  return (
    besideDocument(path, parts, searched) ??
    elementsAt(keysTo(path), path.attribute, searched.dialect.documents)
  );
}

/** The sources outside of the search document: `id`, `meta`, members and groups. */
function besideDocument(
  { extension, attribute }: BoundPath,
  parts: ReadonlySet<string>,
  searched: Searched,
): Source | undefined {
  const { membership, memberOf } = searched.type;
  if (attribute === membership) return membersOf(searched);
  if (memberOf !== undefined && attribute === memberOf.attribute)
    return groupsOf(memberOf.label, parts.has('type'), searched);
  if (extension !== undefined) return undefined;
  if (attribute.name === 'id') return { each: undefined, read: () => textColumn('r.id', attribute) };
  if (attribute.name !== 'meta') return undefined;
  return {
    each: undefined,
    read: (part) => (part && META[part.name]?.(part)) ?? textColumn('cast(null as text)', part ?? attribute),
  };
}

const META: Readonly<Record<string, (part: Attribute) => Value>> = {
  resourceType: (part) => textColumn('r.type', part),
  created: (part) => timeColumn('r.created', part),
  lastModified: (part) => timeColumn('r.modified', part),
};

function membersOf({ tenant }: Searched): Source {
  return {
    each: { sql: `${MEMBERS} where m.tenant_id = ? and m.group_id = r.id`, bindings: [tenant] },
    read: readMember,
  };
}

/** Members with their resources. */
export const MEMBERS =
  'members m left join resources mr on mr.tenant_id = m.tenant_id and mr.id = m.member_id';

const MEMBER_COLUMNS: Readonly<Record<string, string>> = { value: 'm.member_id', type: 'lower(mr.type)' };

/** A sub-attribute of one of `MEMBERS`. */
export function readMember(part: Attribute | undefined): Value {
  return textColumn((part && MEMBER_COLUMNS[part.name]) ?? 'cast(null as text)', part);
}

/**
 * The groups of a resource, direct and through other groups. The members of given groups are found from these downwards, once for all
 * resources. Whether a membership is direct depends on both the group and the resource, so it is found upwards, for each resource:
 * `union` ends circles, and the limit bounds the work.
 */
function groupsOf(label: string, readsType: boolean, { tenant, dialect }: Searched): Source {
  const { documents, joinEach } = dialect;
  const upwards = joinEach(
    'members',
    'm',
    `m.tenant_id = ? and m.member_id = up.id and ${groupIsThere('m.tenant_id', 'm.group_id')}`,
  );
  const own = `exists (
    select 1 from members d where d.tenant_id = ? and d.group_id = g.id and d.member_id = r.id)`;
  const parts: Readonly<Record<string, Fragment>> = {
    value: { sql: 'g.id', bindings: [] },
    type: {
      sql: `(case when ${own} then 'direct' else 'indirect' end) ${documents.byCodePoint}`,
      bindings: [tenant],
    },
    display: fragment`(select ${documents.textAt('group', [label, 0])} from resources n
      where ${{ sql: 'n.tenant_id = ? and n.id = g.id', bindings: [tenant] }})`,
  };
  return {
    each: {
      sql: `(with recursive up (id) as (
          select m.group_id from members m where m.tenant_id = ? and m.member_id = r.id
            and ${groupIsThere('m.tenant_id', 'm.group_id')}
          union select m.group_id from up ${upwards})
        select up.id as id from up limit ${MAX_GROUPS}) g where true`,
      bindings: [tenant, tenant],
    },
    ...(!readsType && { any: (condition) => inGroups(condition, { tenant, dialect }) }),
    read: (part) => ({
      ...((part && parts[part.name]) ?? { sql: 'cast(null as text)', bindings: [] }),
      isText: true,
      operand: textOperand(part),
    }),
  };
}

function inDocument(path: BoundPath, documents: DocumentSql): Source {
  const { attribute } = path;
  const keys = keysTo(path);
  // The document holds every attribute as a list, a single-valued one with one element.
  if (attribute.multiValued) return elementsAt(keys, attribute, documents);
  return { each: undefined, read: (part) => valueAt('document', [...keys, 0], attribute, part, documents) };
}

function elementsAt(keys: Keys, attribute: Attribute, documents: DocumentSql): Source {
  return {
    each: fragment`${documents.elementsAt(keys)} where true`,
    read: (part) => valueAt('element', [], attribute, part, documents),
  };
}

function keysTo({ extension, attribute }: BoundPath): Keys {
  return extension === undefined ? [attribute.name] : [extension, attribute.name];
}

const BY_VALUE: ReadonlySet<Attribute['type']> = new Set(['boolean', 'integer', 'decimal', 'dateTime']);

function valueAt(
  of: 'document' | 'element',
  keys: Keys,
  attribute: Attribute,
  part: Attribute | undefined,
  documents: DocumentSql,
): Value {
  const own = part ?? attribute;
  const way = part === undefined ? keys : [...keys, part.name];
  if (!BY_VALUE.has(own.type)) {
    return { ...documents.textAt(of, way), isText: true, operand: textOperand(own) };
  }
  return {
    ...documents.valueAt(of, way),
    isText: false,
    operand: (literal) => ({
      sql: documents.literal,
      bindings: [JSON.stringify(compareKey(literal, own))],
    }),
  };
}

function textColumn(sql: string, attribute: Attribute | undefined): Value {
  return { sql, bindings: [], isText: true, operand: textOperand(attribute) };
}

function textOperand(attribute: Attribute | undefined): Value['operand'] {
  return (literal) => ({
    sql: 'cast(? as text)',
    bindings: [String(attribute === undefined ? literal : compareKey(literal, attribute))],
  });
}

/** Times in columns are text in one format that sorts by time. */
function timeColumn(sql: string, attribute: Attribute): Value {
  return {
    sql,
    bindings: [],
    operand: (literal) => ({
      sql: 'cast(? as text)',
      bindings: [columnTime(Number(compareKey(literal, attribute)))],
    }),
    isText: true,
  };
}

/** A year without four digits is written with a sign. It is before or after every time in a column. */
function columnTime(instant: number): string {
  const text = new Date(instant).toISOString();
  if (text.startsWith('-')) return '';
  return text.startsWith('+') ? '~' : text;
}
