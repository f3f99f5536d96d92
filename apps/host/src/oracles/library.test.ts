import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { libraries } from './library.fixture.ts';

const require = createRequire(import.meta.url);

/** The folder of an installed package, even if its `exports` hide package.json. */
async function versionOf(name: string): Promise<unknown> {
  let folder = dirname(require.resolve(name));
  for (;;) {
    const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{}');
    const manifest = JSON.parse(text) as { name?: string; version?: string }; // a package.json
    if (manifest.name === name) return manifest.version;
    if (folder === dirname(folder)) return undefined;
    folder = dirname(folder);
  }
}

it.each(Object.entries(libraries))('%s is installed in version %s', async (name, version) => {
  expect(await versionOf(name)).toBe(version);
});
