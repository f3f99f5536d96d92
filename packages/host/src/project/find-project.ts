import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';

const manifest = z.object({ scimwright: z.object({ connectors: z.string() }) });

/** The project of a host: its folder, and the module that exports its connectors. */
export interface Project {
  readonly folder: string;
  readonly connectorsPath: string;
}

/**
 * Finds the project of a host in a folder or above it. Its package.json contains
 * `"scimwright": { "connectors": "./path/to/connectors.js" }`.
 *
 * @returns undefined when the folder belongs to no project
 *
 * @example
 * const project = await findProject(process.cwd());
 */
export async function findProject(from: string): Promise<Project | undefined> {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const connectors = await connectorsIn(folder);
    if (connectors !== undefined) return { folder, connectorsPath: join(folder, connectors) };
    if (folder === dirname(folder)) return undefined;
  }
}

async function connectorsIn(folder: string): Promise<string | undefined> {
  try {
    const text = await readFile(join(folder, 'package.json'), 'utf8');
    return manifest.parse(JSON.parse(text)).scimwright.connectors;
  } catch {
    return undefined; // no package.json, or one that names no connectors
  }
}
