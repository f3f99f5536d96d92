import { memoryStore } from '@scimwright/store';
import { expect, it } from 'vitest';
import { vacuumDatabase } from './database.ts';

it('a database that makes room by itself is left alone, and the refusal says so', async () => {
  await expect(vacuumDatabase({ store: memoryStore() })).rejects.toThrow(/^This is for SQLite\. PostgreSQL/);
});

it('the sizes before and after are returned', async () => {
  const vacuumed = { before: 2, after: 1, isScrubbed: true };
  const store = { ...memoryStore(), vacuum: async () => vacuumed };
  expect(await vacuumDatabase({ store })).toEqual(vacuumed);
});
