import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { openSession } from '@scimwright/test-databases';

/**
 * The places of a text in a database, in any letter case: files of SQLite, or columns of PostgreSQL. The text may have only
 * ASCII letters and digits.
 */
export function placesWith(text: string, url: string): Promise<readonly string[]> {
  const path = /^sqlite:(.+)$/.exec(url)?.[1];
  return path === undefined ? columnsWith(text, url) : filesWith(text, path);
}

async function filesWith(text: string, path: string): Promise<readonly string[]> {
  const folder = dirname(path);
  const names = (await readdir(folder)).filter((name) => name.startsWith(basename(path)));
  const found = await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(`${folder}/${name}`, 'latin1');
      return bytes.toLowerCase().includes(text.toLowerCase()) ? [name] : [];
    }),
  );
  return found.flat();
}

async function columnsWith(text: string, url: string): Promise<readonly string[]> {
  const session = await openSession(url);
  try {
    const columns = await session.run(
      "select table_name, column_name from information_schema.columns where table_schema = 'public'",
    );
    const found: string[] = [];
    for (const { table_name: table, column_name: column } of columns) {
      const rows = await session.run(
        `select 1 from "${String(table)}" where "${String(column)}"::text ilike '%${text}%' limit 1`,
      );
      if (rows.length > 0) found.push(`${String(table)}.${String(column)}`);
    }
    return found;
  } finally {
    await session.close();
  }
}
