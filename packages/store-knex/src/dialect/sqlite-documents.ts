import type { Fragment } from '../fragment.ts';
import type { DocumentSql, Keys } from './document-sql.ts';

/**
 * Search documents as JSON text, read by SQLite's JSON functions.
 *
 * @example
 * sqliteDocuments.elementsAt(['emails']); // { sql: 'json_each(r.document, ?) e', bindings: ['$."emails"'] }
 */
export const sqliteDocuments: DocumentSql = {
  columnType: 'text',
  position: 'instr',
  byCodePoint: 'collate binary',
  literal: "json_extract(?, '$')",
  textAt: at,
  valueAt: at,
  elementsAt: (keys) => ({ sql: 'json_each(r.document, ?) e', bindings: [pathTo(keys)] }),
};

/** SQLite has types for text and numbers, so both are read alike. */
function at(of: 'document' | 'element' | 'group', keys: Keys): Fragment {
  if (of !== 'element') {
    return { sql: `json_extract(${of === 'group' ? 'n' : 'r'}.document, ?)`, bindings: [pathTo(keys)] };
  }
  if (keys.length === 0) return { sql: 'e.value', bindings: [] };
  // A simple value is not JSON text, so parsing it would be an error.
  return { sql: "case e.type when 'object' then json_extract(e.value, ?) end", bindings: [pathTo(keys)] };
}

/** Attribute names and URNs contain no quotes. */
function pathTo(keys: Keys): string {
  return `$${keys.map((key) => (typeof key === 'number' ? `[${key}]` : `."${key}"`)).join('')}`;
}
