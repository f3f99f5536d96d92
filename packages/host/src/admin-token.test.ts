import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adminTokenFile, readAdminToken } from './admin-token.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scimwright-token-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe('the admin token of a host', () => {
  it('is made once, and kept for this user alone', async () => {
    const token = await readAdminToken({ adminToken: undefined, dataDir });
    expect(token).toMatch(/^scima_[\w-]{51}$/);
    expect(await readFile(adminTokenFile(dataDir), 'utf8')).toBe(`${token}\n`);
    expect((await stat(adminTokenFile(dataDir))).mode & 0o777).toBe(0o600);
    expect(await readAdminToken({ adminToken: undefined, dataDir })).toBe(token);
  });

  it('is the configured one, and then in no file', async () => {
    expect(await readAdminToken({ adminToken: 'a'.repeat(32), dataDir })).toBe('a'.repeat(32));
    await expect(stat(adminTokenFile(dataDir))).rejects.toThrow('ENOENT');
  });

  it.each(['', 'short\n', `${'a'.repeat(40)} ${'b'.repeat(40)}`])(
    'is refused when the file has %j',
    async (text) => {
      await writeFile(adminTokenFile(dataDir), text);
      await expect(readAdminToken({ adminToken: undefined, dataDir })).rejects.toThrow('Delete it');
    },
  );
});
