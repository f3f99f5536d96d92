import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Connector } from '@scimwright/connector-kit';
import { HostRefusal } from '@scimwright/host';
import { z } from 'zod';

const manifest = z.object({ scimwright: z.object({ connectors: z.string() }) });

/** A host's project: its folder, and the connectors its package.json names. */
export interface Project {
  readonly folder: string;
  readonly connectors: readonly Connector[];
}

/**
 * Finds the project of a host, here or in a folder above: the one whose package.json says
 * `"scimwright": { "connectors": "./path/to/connectors.js" }`, a module that exports `connectors`.
 *
 * @throws HostRefusal in words that say what to do
 *
 * @example
 * const { connectors } = await loadProject(process.cwd());
 */
export async function loadProject(from: string): Promise<Project> {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const path = await connectorsPath(folder);
    if (path !== undefined) return { folder, connectors: await loadConnectors(path) };
    if (folder === dirname(folder)) break;
  }
  throw new HostRefusal(
    'This folder belongs to no host. Run the command where package.json has "scimwright": { "connectors": "./…/connectors.js" }.',
  );
}

async function connectorsPath(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
  const parsed = text === undefined ? undefined : manifest.safeParse(JSON.parse(text));
  return parsed?.success ? join(folder, parsed.data.scimwright.connectors) : undefined;
}

async function loadConnectors(path: string): Promise<readonly Connector[]> {
  const module: unknown = await import(pathToFileURL(path).href).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') {
      throw new HostRefusal(
        `The connectors of this host are not built: ${path} is missing. Run "npm start" once.`,
      );
    }
    throw error;
  });
  const connectors =
    typeof module === 'object' && module !== null && 'connectors' in module ? module.connectors : undefined;
  if (Array.isArray(connectors)) return connectors as readonly Connector[]; // the host serves the same value
  throw new HostRefusal(`${path} does not export a list named connectors.`);
}
