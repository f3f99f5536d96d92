// @ts-check
// `npm run manifests`: rewrites the package.json of every public package by the template.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runMain } from '../launcher/run-program.mjs';
import { root } from '../workspace/root.mjs';
import { mendedManifest } from './template.mjs';
import { publicPackages } from './manifest.mjs';

await runMain(async () => {
  for (const { folder } of publicPackages(root)) {
    const file = join(root, folder, 'package.json');
    const text = readFileSync(file, 'utf8');
    const mended = mendedManifest(text, folder);
    if (mended === text) continue;
    writeFileSync(file, mended);
    console.log(`Written: ${folder}/package.json`);
  }
  return 0;
});
