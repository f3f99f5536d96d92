import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from '../write-private-file.ts';

const hostAddresses = z.array(
  z.object({ database: z.string(), needsPassword: z.boolean(), origin: z.string(), pid: z.int() }),
);

/** The URL of a host and of its database, without the password, for the command line. */
export type HostAddress = z.output<typeof hostAddresses>[number];

/** The file with the addresses of a project's hosts. */
export function hostFile(folder: string): string {
  return join(folder, '.scimwright', 'host.json');
}

/** Reads the addresses of a project's hosts, the latest last. */
export async function readHostFile(folder: string): Promise<readonly HostAddress[]> {
  try {
    return hostAddresses.parse(JSON.parse(await readFile(hostFile(folder), 'utf8')));
  } catch {
    return [];
  }
}

/** Adds the address of a host. It replaces earlier hosts on the same database, and hosts that have ended. */
export async function writeHostFile(folder: string, address: HostAddress): Promise<void> {
  const others = (await readHostFile(folder)).filter(
    ({ database, pid }) => database !== address.database && isAlive(pid),
  );
  const path = join(folder, '.scimwright');
  await mkdir(path, { recursive: true, mode: 0o700 });
  await writeFile(join(path, '.gitignore'), '*\n');
  await writePrivateFile(hostFile(folder), `${JSON.stringify([...others, address], undefined, 2)}\n`);
}

/** Whether a process with this id runs on this machine. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'; // it belongs to another user
  }
}
