import { describe, expect, it } from 'vitest';
import { chooseDialect } from './choose-dialect.ts';

describe('chooseDialect', () => {
  it('takes the path of a SQLite file', () => {
    expect(chooseDialect('sqlite:.data/store.sqlite').begin).toBe('begin immediate');
  });

  it.each([
    { url: '', why: 'it is empty' },
    { url: 'sqlite:', why: 'it has no path' },
    { url: 'sqlite::memory:', why: 'readers of their own would see another database' },
    { url: 'mysql://admin:hunter2@localhost/scim', why: 'there is no dialect for it' },
    { url: '.data/hunter2.sqlite', why: 'it has no scheme' },
  ])('refuses $url, since $why, and does not repeat it', ({ url }) => {
    const choose = () => chooseDialect(url);
    expect(choose).toThrow(/^The database URL must be sqlite: and the path of a file/);
    expect(choose).not.toThrow(/hunter2/);
  });
});
