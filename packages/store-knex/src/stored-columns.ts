import type { Page, Stored } from '@scimwright/store';

/** The columns of a resource as it is stored, from the table `r`. */
export const STORED = ['type', 'id', 'version', 'created', 'modified', 'body']
  .map((column) => `r.${column} as ${column}`)
  .join(', ');

/** A row of a page: a resource with the total beside it, or the total alone behind the last one or where none was asked. */
export type PageRow = { readonly total: number | string } & (Stored | { readonly id?: null });

/**
 * The page that rows are.
 *
 * @example
 * pageOf([{ total: 3, id: null }]); // { total: 3, items: [] }
 */
export function pageOf(rows: readonly PageRow[]): Page {
  const items = rows.flatMap((row): Stored[] => {
    if (typeof row.id !== 'string') return [];
    const { type, id, version, created, modified, body } = row;
    return [{ type, id, version, created, modified, body }];
  });
  return { total: Number(rows[0]?.total ?? 0), items };
}
