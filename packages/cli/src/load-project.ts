import { pathToFileURL } from 'node:url';
import type { Connector } from '@scimwright/connector-kit';
import { HostRefusal } from '@scimwright/host';
import { findProject } from '@scimwright/host/internal';

/** A host's project: its folder, and the connectors that its package.json names. */
export interface LoadedProject {
  readonly folder: string;
  readonly connectors: readonly Connector[];
}

/**
 * Finds the project of a host in a folder or above it. Its package.json contains
 * `"scimwright": { "connectors": "./path/to/connectors.js" }`, and this module exports `connectors`.
 *
 * @throws HostRefusal that says what to do
 */
export async function loadProject(from: string): Promise<LoadedProject> {
  const project = await findProject(from);
  if (project !== undefined) {
    return { folder: project.folder, connectors: await loadConnectors(project.connectorsPath) };
  }
  throw new HostRefusal(
    'This folder belongs to no host. Run the command where package.json has "scimwright": { "connectors": "./…/connectors.js" }.',
  );
}

async function loadConnectors(path: string): Promise<readonly Connector[]> {
  const module: unknown = await import(pathToFileURL(path).href).catch((error: unknown) => {
    if (error instanceof Error && error.message.startsWith(`Cannot find module '${path}'`)) {
      throw new HostRefusal(
        `The connectors of this host are not built: ${path} is missing. Run "npm start" once.`,
      );
    }
    if (error instanceof HostRefusal) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new HostRefusal(`The connectors of this host cannot be loaded from ${path}. ${reason}`);
  });
  const connectors =
    typeof module === 'object' && module !== null && 'connectors' in module ? module.connectors : undefined;
  if (Array.isArray(connectors)) return connectors as readonly Connector[]; // the host serves the same value
  throw new HostRefusal(`${path} does not export a list named connectors.`);
}
