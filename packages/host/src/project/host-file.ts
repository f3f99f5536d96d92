import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from '../write-private-file.ts';

const hostAddresses = z.array(
  z.object({ database: z.string(), needsPassword: z.boolean(), origin: z.string(), pid: z.int() }),
);

/** Where a host is and what it works on, for the command line: the database's URL has no password. */
export type HostAddress = z.output<typeof hostAddresses>[number];

/**
 * The file in which the hosts of a project leave their addresses, wherever their data is.
 *
 * @example
 * hostFile('/srv/flow'); // '/srv/flow/.scimwright/host.json'
 */
export function hostFile(folder: string): string {
  return join(folder, '.scimwright', 'host.json');
}

/**
 * Reads the addresses of a project's hosts, the latest last; none when no host has left one.
 *
 * @example
 * const hosts = await readHostFile('/srv/flow');
 */
export async function readHostFile(folder: string): Promise<readonly HostAddress[]> {
  try {
    return hostAddresses.parse(JSON.parse(await readFile(hostFile(folder), 'utf8')));
  } catch {
    return [];
  }
}

/**
 * Adds the address of a host. It takes the place of an earlier host on the same database, and of hosts that have ended.
 *
 * @example
 * const address = { database: 'sqlite:/srv/x.sqlite', needsPassword: false, origin: 'http://127.0.0.1:8080', pid: process.pid };
 * await writeHostFile('/srv/flow', address);
 */
export async function writeHostFile(folder: string, address: HostAddress): Promise<void> {
  const others = (await readHostFile(folder)).filter(
    ({ database, pid }) => database !== address.database && isAlive(pid),
  );
  const path = join(folder, '.scimwright');
  await mkdir(path, { recursive: true, mode: 0o700 });
  await writeFile(join(path, '.gitignore'), '*\n');
  await writePrivateFile(hostFile(folder), `${JSON.stringify([...others, address], undefined, 2)}\n`);
}

/**
 * Whether a process of that number runs on this machine.
 *
 * @example
 * isAlive(process.pid); // true
 */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'; // another user's
  }
}
