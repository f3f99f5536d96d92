import { CsvError, parse } from 'csv-parse/sync';
import { defaultAccess } from '../directory/create-directory.ts';
import type { DirectoryChange } from '../directory/directory-change.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { provisioningName } from './graph-names.ts';

/** Columns that are no attributes of a mapping. The two names of an id are those of the documentation and of real files. */
const ID = ['id', 'objectid'];
const ENABLED = 'accountenabled';
const MOST_ROWS = 1_000_000;

/**
 * Reads the file that *Download users* of the Entra portal gives. It takes the documented column names and those of real files, in any
 * order and letter case. Everybody is assigned to the application, since the file does not say who is. It has no `mailNickname` either: what
 * stands before the `@` of the user name is taken.
 *
 * @param bytes - UTF-8, or UTF-16 with a byte order mark
 * @throws UnreadableFile that names the line
 *
 * @see https://learn.microsoft.com/entra/identity/users/users-bulk-download
 *
 * @example
 * const file = new TextEncoder().encode('userPrincipalName,id\nmira@fjordline.example,3a5e\n');
 * readUsersCsv(file).length; // 2: the user and the assignment
 */
export function readUsersCsv(bytes: Uint8Array): readonly DirectoryChange[] {
  const rows = rowsOf(textOf(bytes));
  const seen = new Set<string>();
  return rows.flatMap(({ line, cells }) => {
    const id = ID.flatMap((name) => cells.get(name) ?? [])[0]?.toLowerCase();
    if (id === undefined)
      throw new UnreadableFile(`Line ${line} has no id. Is there a column id or objectId?`);
    if (seen.has(id)) throw new UnreadableFile(`Line ${line} has the id ${id}, as an earlier line has.`);
    seen.add(id);
    const attributes = Object.fromEntries(
      [...cells]
        .filter(([name, value]) => !ID.includes(name) && name !== ENABLED && value !== '')
        .map(([name, value]) => [provisioningName(name), value]),
    );
    const { userPrincipalName } = attributes;
    if (userPrincipalName === undefined) throw new UnreadableFile(`Line ${line} has no userPrincipalName.`);
    const mailNickname =
      attributes['mailNickname'] ?? userPrincipalName.slice(0, userPrincipalName.indexOf('@'));
    const accountEnabled = cells.get(ENABLED)?.toLowerCase() !== 'false';
    return [
      { kind: 'userAdded', id, attributes: { ...attributes, mailNickname }, accountEnabled },
      { kind: 'assigned', id, roleId: defaultAccess.id },
    ];
  });
}

interface Row {
  readonly line: number;
  /** By the name of the column in lower case. */
  readonly cells: ReadonlyMap<string, string>;
}

function rowsOf(text: string): readonly Row[] {
  try {
    const [header, ...records] = parse(text, {
      skip_empty_lines: true,
      relax_column_count_less: true,
      info: true,
      to: MOST_ROWS,
    }) as unknown as readonly {
      readonly record: readonly string[];
      readonly info: { readonly lines: number };
    }[];
    const names = (header?.record ?? []).map((name) => name.trim().toLowerCase());
    if (names.length < 2) throw new UnreadableFile('The first line has no columns with commas between them.');
    return records.map(({ record, info }) => ({
      line: info.lines,
      cells: new Map(record.map((value, at) => [names[at] ?? '', value])),
    }));
  } catch (error) {
    throw error instanceof CsvError ? new UnreadableFile(`It is no CSV: ${error.message}`) : error;
  }
}

function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
