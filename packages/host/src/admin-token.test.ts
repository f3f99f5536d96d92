import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adminTokenFile, readAdminTokens } from './admin-token.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scimwright-token-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe('the admin token of a host', () => {
  it('is made once, in a file that only this user can read', async () => {
    const made = { adminToken: undefined, nextAdminToken: undefined, dataDir };
    const [token, ...others] = await readAdminTokens(made);
    expect(others).toEqual([]);
    expect(token).toMatch(/^scima_[\w-]{51}$/);
    expect(await readFile(adminTokenFile(dataDir), 'utf8')).toBe(`${token}\n`);
    expect((await stat(adminTokenFile(dataDir))).mode & 0o777).toBe(0o600);
    expect(await readAdminTokens(made)).toEqual([token]);
  });

  it('is the configured one with its replacement, and then in no file', async () => {
    const [adminToken, nextAdminToken] = ['ab'.repeat(16), 'cd'.repeat(16)];
    const alone = { adminToken, nextAdminToken: undefined, dataDir };
    expect(await readAdminTokens(alone)).toEqual([adminToken]);
    expect(await readAdminTokens({ ...alone, nextAdminToken })).toEqual([adminToken, nextAdminToken]);
    await expect(stat(adminTokenFile(dataDir))).rejects.toThrow('ENOENT');
  });

  it.each(['', 'short\n', `${'a'.repeat(40)} ${'b'.repeat(40)}`])(
    'is refused when the file has %j',
    async (text) => {
      await writeFile(adminTokenFile(dataDir), text);
      const made = { adminToken: undefined, nextAdminToken: undefined, dataDir };
      await expect(readAdminTokens(made)).rejects.toThrow('Delete it');
    },
  );
});
