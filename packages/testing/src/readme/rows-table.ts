import type { MappingProfile } from '@scimwright/core/profile';
import { typeNames } from '../connector/type-names.ts';
import { markdownTable } from './markdown-table.ts';

type Row = MappingProfile['rows'][number];

/** The columns, and whether a table leaves one out if it is empty. */
const COLUMNS: readonly (readonly [title: string, cell: (row: Row) => string, isOptional: boolean])[] = [
  ['Attribute', ({ path }) => `\`${path}\``, false],
  ['Type', ({ type }) => typeNames[type], false],
  ['Supported for filtering', ({ filterable }) => (filterable ? '✓' : ''), true],
  ['Required', ({ required }) => (required ? '✓' : ''), true],
  ['Microsoft Entra ID', sourceIn, false],
];

function sourceIn({ source, matching }: Row): string {
  const text = source === undefined ? 'not mapped by default' : `\`${source}\``;
  return matching === undefined ? text : `${text}, matching${matching === 1 ? '' : ` ${matching}`}`;
}

/**
 * The attribute mapping of a resource type in a README: its rows, and the assumptions below them.
 *
 * @example
 * rowsTable(bic.users).split('\n')[0]; // the titles of the columns
 */
export function rowsTable({ rows }: MappingProfile): string {
  const columns = COLUMNS.filter(
    ([, cell, isOptional]) => !isOptional || rows.some((row) => cell(row) !== ''),
  );
  const table = markdownTable(
    columns.map(([title]) => title),
    rows.map((row) => columns.map(([, cell]) => cell(row))),
  );
  const notes = [...new Set(rows.flatMap(({ assumed }) => assumed ?? []))].map((sentence) => {
    const about = rows.filter(({ assumed }) => assumed === sentence);
    if (about.length === rows.length) return `All of it is **assumed**. ${sentence}`;
    return `- **Assumed** of ${about.map(({ path }) => `\`${path}\``).join(', ')}: ${sentence}`;
  });
  return notes.length === 0 ? table : `${table}\n\n${notes.join('\n')}`;
}
