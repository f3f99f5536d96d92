import { readFileSync } from 'node:fs';
import { loadConnectors } from '@scimwright/host';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly dependencies: Record<string, string>;
};

/** The connectors that this host serves: one line each among the dependencies in package.json. */
export const connectors = await loadConnectors(manifest, (name) => import(name));
