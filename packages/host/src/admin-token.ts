import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeSecretText } from '@scimwright/server/internal';
import { HostRefusal, type HostConfig } from './config.ts';
import { writePrivateFile } from './write-private-file.ts';

const PREFIX = 'scima_';

/** The file with the admin token that a host made for itself. */
export function adminTokenFile(dataDir: string): string {
  return join(dataDir, 'admin-token');
}

/**
 * The tokens of the admin API: the configured one and its replacement, or the one in the file. The first start makes that
 * file, and only this user can read it.
 *
 * @throws HostRefusal when the file cannot be read or contains no token
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
    throw new HostRefusal(
      `${file}, which contains the admin token, cannot be read (${error.code ?? error.name}).`,
    );
  });
  if (kept !== undefined) return checked(kept.trim(), file);
  const token = makeSecretText(PREFIX);
  await writePrivateFile(file, `${token}\n`);
  return token;
}

function checked(token: string, file: string): string {
  if (token.length >= 32 && !/\s/.test(token)) return token;
  throw new HostRefusal(
    `${file} does not contain an admin token. Delete it so that the next start makes one, or set ADMIN_TOKEN.`,
  );
}
