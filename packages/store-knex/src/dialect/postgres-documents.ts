import type { DocumentSql, Keys } from './document-sql.ts';

/**
 * Search documents as `jsonb`. Numbers and booleans stay JSON, which PostgreSQL compares by value without a cast that could fail. Text is
 * compared by code point in every locale.
 *
 * @example
 * postgresDocuments.elementsAt(['emails']).bindings; // [['emails']]
 */
export const postgresDocuments: DocumentSql = {
  columnType: 'jsonb',
  position: 'strpos',
  byCodePoint: 'collate "C"',
  literal: 'cast(? as jsonb)',
  textAt: (of, keys) => ({
    sql: `(${COLUMNS[of]} #>> cast(? as text[])) collate "C"`,
    bindings: [textOf(keys)],
  }),
  valueAt: (of, keys) => ({ sql: `(${COLUMNS[of]} #> cast(? as text[]))`, bindings: [textOf(keys)] }),
  elementsAt: (keys) => ({
    sql: 'jsonb_array_elements(r.document #> cast(? as text[])) e (value)',
    bindings: [textOf(keys)],
  }),
};

const COLUMNS = { document: 'r.document', element: 'e.value', group: 'n.document' } as const;

const textOf = (keys: Keys): readonly string[] => keys.map(String);
