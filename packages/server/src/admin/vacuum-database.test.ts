import { memoryStore } from '@scimwright/store';
import { expect, it } from 'vitest';
import { vacuumDatabase } from './vacuum-database.ts';

it('a database that makes room by itself is left alone, in words', async () => {
  await expect(vacuumDatabase({ store: memoryStore() })).rejects.toThrow(/^This is for SQLite\. PostgreSQL/);
});

it('what became of the file is told', async () => {
  const vacuumed = { before: 2, after: 1, isScrubbed: true };
  const store = { ...memoryStore(), vacuum: async () => vacuumed };
  expect(await vacuumDatabase({ store })).toEqual(vacuumed);
});
