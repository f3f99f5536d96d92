import type { Page, Stored } from '@scimwright/store';

/** The columns of a resource without its body, from table `r`. */
export const WITHOUT_TEXT = ['type', 'id', 'version', 'created', 'modified']
  .map((column) => `r.${column} as ${column}`)
  .join(', ');

/** The columns of a stored resource, from table `r`. */
export const STORED = `${WITHOUT_TEXT}, r.body as body`;

/** A resource whose body may not have been read. */
export type WithinRow = Stored | (Omit<Stored, 'body'> & { readonly body: null });

/** A row of a page: a resource with the total, or only the total where the page has no resource. */
export type PageRow = { readonly total: number | string } & (WithinRow | { readonly id?: null });

/**
 * Makes a page of its rows.
 *
 * @example
 * pageOf([{ total: 3, id: null }]); // { total: 3, items: [], rest: [] }
 */
export function pageOf(rows: readonly PageRow[]): Page {
  const found = rows.flatMap((row): WithinRow[] => {
    if (typeof row.id !== 'string') return [];
    const { type, id, version, created, modified } = row;
    return [{ type, id, version, created, modified, body: row.body }];
  });
  return { total: Number(rows[0]?.total ?? 0), ...readOf(found) };
}

/**
 * Separates the resources that were read from the ids of those that were not.
 *
 * @example
 * readOf([]); // { items: [], rest: [] }
 */
export function readOf(rows: readonly WithinRow[]): Pick<Page, 'items' | 'rest'> {
  const items = rows.filter((row): row is Stored => row.body !== null);
  return { items, rest: rows.slice(items.length).map(({ id }) => id) };
}
