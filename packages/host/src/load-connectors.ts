import type { Connector } from '@scimwright/connector-kit';
import { HostRefusal } from './config.ts';

/** The names of connector packages: `@scimwright/connector-bic`, `connector-flow`. */
const CONNECTOR_PACKAGE = /(^|\/)connector-/;

/**
 * Loads every connector that the packages named `connector-…` in the dependencies of a host export. To serve another
 * connector, add a dependency. A package with such a name that exports no connector, such as the kit, is skipped.
 *
 * @param manifest - the package.json of the host
 * @param load - imports a package by its name, from the folder of the host
 * @param warn - is called with a sentence for each skipped package; writes to standard error by default
 * @throws HostRefusal with the reason when a package cannot be loaded
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
    if (found.length === 0) warn(`${name} exports no connector and is skipped.`);
    return found;
  });
}

async function loaded(name: string, load: (name: string) => Promise<unknown>): Promise<unknown> {
  try {
    return await load(name);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HostRefusal(
      `The connector package ${name} cannot be loaded. ${reason}\nFix it, or remove it from package.json.`,
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
