// @ts-check
// `npm run sbom [folder]`: the packages of a host as an SBOM (CycloneDX) and as a list of licences, in sbom/ by default.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Refusal, runMain } from '../launcher/run-program.mjs';
import { root } from '../workspace/root.mjs';
import { licensesOf } from './licenses.mjs';
import { runPnpm } from './run-pnpm.mjs';

/** The host with its connectors, as a deployment installs it. */
const HOST = '@scimwright/app-host';

await runMain(async () => {
  const folder = resolve(process.argv[2] ?? join(root, 'sbom'));
  mkdirSync(folder, { recursive: true });
  const out = join(folder, '%s.json');
  // Today's tools read 1.6. Without --split, pnpm includes the whole workspace with its tests.
  const form = ['--sbom-format', 'cyclonedx', '--sbom-spec-version', '1.6', '--sbom-type', 'application'];
  const { code, stderr } = await runPnpm(root, [
    '--filter',
    HOST,
    'sbom',
    '--prod',
    '--split',
    ...form,
    '--out',
    out,
  ]);
  if (code !== 0) throw new Refusal(`pnpm could not make the SBOM. It printed:\n\n${stderr}`);
  const bom = join(folder, 'scimwright-host.cdx.json');
  renameSync(join(folder, `${HOST.slice(1).replace('/', '-')}.json`), bom);
  const { components } = JSON.parse(readFileSync(bom, 'utf8'));
  const licenses = join(folder, 'licenses.txt');
  writeFileSync(licenses, licensesOf(components));
  console.log(`${components.length} packages of a host:\n  SBOM      ${bom}\n  licences  ${licenses}`);
  return 0;
});
