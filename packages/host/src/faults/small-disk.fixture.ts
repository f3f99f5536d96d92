import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A file system of a few megabytes. */
export interface SmallDisk {
  readonly path: string;
  /** Fills it completely. */
  fill(): Promise<void>;
  /** Frees its space again. */
  free(): Promise<void>;
  close(): Promise<void>;
}

/** Mounts one in memory; undefined if this process may not. */
export async function openSmallDisk(megabytes: number): Promise<SmallDisk | undefined> {
  const path = await mkdtemp(join(tmpdir(), 'scimwright-disk-'));
  const isMounted = await run('mount', [
    '-t',
    'tmpfs',
    '-o',
    `size=${megabytes}m,mode=755`,
    'tmpfs',
    path,
  ]).then(
    () => true,
    () => false,
  );
  if (!isMounted) {
    await rm(path, { recursive: true });
    return undefined;
  }
  const filler = join(path, 'filler');
  return {
    path,
    fill: async () => {
      const file = await open(filler, 'a');
      const isFull = (error: NodeJS.ErrnoException): true => {
        if (error.code === 'ENOSPC') return true;
        throw error;
      };
      // Page by page at the end, so that no page is left.
      for (const size of [65_536, 4_096]) {
        const bytes = Buffer.alloc(size, 1);
        while ((await file.write(bytes).catch(isFull)) !== true);
      }
      await file.close();
    },
    free: () => rm(filler, { force: true }),
    close: async () => {
      await run('umount', [path]);
      await rm(path, { recursive: true });
    },
  };
}
