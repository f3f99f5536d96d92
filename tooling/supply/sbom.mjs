// @ts-check
// `npm run sbom`: what a host consists of, as an SBOM (CycloneDX) and as a list of licences, in the folder sbom/ or in another
// that is named after it.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Refusal, runMain } from '../launcher/run-program.mjs';
import { root } from '../workspace/root.mjs';
import { licensesOf } from './licenses.mjs';
import { runPnpm } from './run-pnpm.mjs';

/** The host with its connectors: what a deployment installs. */
const HOST = '@scimwright/app-host';

await runMain(async () => {
  const folder = resolve(process.argv[2] ?? join(root, 'sbom'));
  mkdirSync(folder, { recursive: true });
  const out = join(folder, '%s.json');
  // 1.6: what tools read today. Without --split, pnpm takes the whole workspace, its tests included.
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
  if (code !== 0) throw new Refusal(`pnpm could not make the SBOM. It said:\n\n${stderr}`);
  const bom = join(folder, 'scimwright-host.cdx.json');
  renameSync(join(folder, `${HOST.slice(1).replace('/', '-')}.json`), bom);
  const { components } = JSON.parse(readFileSync(bom, 'utf8'));
  const licenses = join(folder, 'licenses.txt');
  writeFileSync(licenses, licensesOf(components));
  console.log(
    `${components.length} packages that a host consists of:\n  SBOM      ${bom}\n  licences  ${licenses}`,
  );
  return 0;
});
