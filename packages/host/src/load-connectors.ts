import type { Connector } from '@scimwright/connector-kit';
import { HostRefusal } from './config.ts';

/** How packages of connectors are named: `@scimwright/connector-bic`, `connector-flow`. */
const CONNECTOR_PACKAGE = /(^|\/)connector-/;

/**
 * Loads the connectors that a host's package.json depends on: whatever package is named `connector-…`, and every
 * connector that it exports. To serve one more is one more dependency. A package that is named so and exports none, as the
 * kit, is passed over.
 *
 * @param manifest - the package.json of the host
 * @param load - imports a package by its name, from where the host is
 * @param warn - is told what was passed over, in a sentence; it goes to standard error unless given
 * @throws HostRefusal for a package that cannot be loaded, with its reason
 *
 * @example
 * const connectors = await loadConnectors({ dependencies: { 'connector-flow': '1.0.0' } }, (name) => import(name));
 */
export async function loadConnectors(
  manifest: { readonly dependencies?: Readonly<Record<string, string>> },
  load: (name: string) => Promise<unknown>,
  warn: (sentence: string) => void = (sentence) => void process.stderr.write(`${sentence}\n`),
): Promise<readonly Connector[]> {
  const names = Object.keys(manifest.dependencies ?? {}).filter((name) => CONNECTOR_PACKAGE.test(name));
  const modules = await Promise.all(names.map(async (name) => ({ name, module: await loaded(name, load) })));
  return modules.flatMap(({ name, module }) => {
    const found = connectorsIn(module);
    if (found.length === 0) warn(`${name} exports no connector and is passed over.`);
    return found;
  });
}

async function loaded(name: string, load: (name: string) => Promise<unknown>): Promise<unknown> {
  try {
    return await load(name);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HostRefusal(
      `The connector package ${name} cannot be loaded. ${reason}\nMend it, or take it out of package.json.`,
      { cause: error },
    );
  }
}

function connectorsIn(module: unknown): readonly Connector[] {
  return typeof module === 'object' && module !== null ? Object.values(module).filter(isConnector) : [];
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
