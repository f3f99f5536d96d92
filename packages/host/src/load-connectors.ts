import type { Connector } from '@scimwright/connector-kit';
import { HostRefusal } from './config.ts';

/** How packages of connectors are named: `@scimwright/connector-bic`, `connector-flow`. */
const CONNECTOR_PACKAGE = /(^|\/)connector-/;

/**
 * Loads the connectors that a host's package.json depends on: whatever package is named `connector-…`, and every
 * connector that it exports. To serve one more is one more dependency.
 *
 * @param manifest - the package.json of the host
 * @param load - imports a package by its name, from where the host is
 * @throws HostRefusal for a package that exports no connector
 *
 * @example
 * const connectors = await loadConnectors({ dependencies: { 'connector-flow': '1.0.0' } }, (name) => import(name));
 */
export async function loadConnectors(
  manifest: { readonly dependencies?: Readonly<Record<string, string>> },
  load: (name: string) => Promise<unknown>,
): Promise<readonly Connector[]> {
  const names = Object.keys(manifest.dependencies ?? {}).filter((name) => CONNECTOR_PACKAGE.test(name));
  const loaded = await Promise.all(names.map(async (name) => connectorsIn(name, await load(name))));
  return loaded.flat();
}

function connectorsIn(name: string, module: unknown): readonly Connector[] {
  const found =
    typeof module === 'object' && module !== null ? Object.values(module).filter(isConnector) : [];
  if (found.length > 0) return found;
  throw new HostRefusal(
    `${name} exports no connector. Take it out of package.json, or export what defineConnector makes.`,
  );
}

function isConnector(value: unknown): value is Connector {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    'users' in value &&
    'token' in value &&
    'checkUser' in value
  );
}
