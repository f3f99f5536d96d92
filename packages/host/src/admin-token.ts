import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeSecretText } from '@scimwright/server/internal';
import { HostRefusal, type HostConfig } from './config.ts';
import { writePrivateFile } from './write-private-file.ts';

const PREFIX = 'scima_';

/**
 * The file in which a host keeps the admin token that it made for itself.
 *
 * @example
 * adminTokenFile('.data'); // '.data/admin-token'
 */
export function adminTokenFile(dataDir: string): string {
  return join(dataDir, 'admin-token');
}

/**
 * The tokens that open the admin API: the configured one and the one that is to take its place, or the one in the file,
 * which is made at the first start and can be read by this user alone.
 *
 * @throws HostRefusal when the file is there and empty
 *
 * @example
 * const [token] = await readAdminTokens(config);
 */
export async function readAdminTokens({
  adminToken,
  nextAdminToken,
  dataDir,
}: Pick<HostConfig, 'adminToken' | 'nextAdminToken' | 'dataDir'>): Promise<readonly string[]> {
  if (adminToken === undefined) return [await readTokenFile(dataDir)];
  return nextAdminToken === undefined ? [adminToken] : [adminToken, nextAdminToken];
}

async function readTokenFile(dataDir: string): Promise<string> {
  const file = adminTokenFile(dataDir);
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new HostRefusal(`${file} cannot be read (${error.code ?? error.name}). It has the admin token.`);
  });
  if (kept !== undefined) return checked(kept.trim(), file);
  const token = makeSecretText(PREFIX);
  await writePrivateFile(file, `${token}\n`);
  return token;
}

function checked(token: string, file: string): string {
  if (token.length >= 32 && !/\s/.test(token)) return token;
  throw new HostRefusal(
    `${file} has no admin token in it. Delete it, and the next start makes one, or set ADMIN_TOKEN.`,
  );
}
