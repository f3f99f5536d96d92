// @ts-check
// `npm run packages`: packs every public package and reports what is wrong with it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare } from '../launcher/prepare.mjs';
import { runMain } from '../launcher/run-program.mjs';
import { root } from '../workspace/root.mjs';
import { checkManifest } from './template.mjs';
import { checkTarball } from './check-tarball.mjs';
import { packPackages } from './pack-packages.mjs';
import { printProblem } from '../workspace/problem.mjs';
import { readTarball } from './read-tarball.mjs';
/** @import { Packed } from './pack-packages.mjs' */

await runMain(async () => {
  const env = await prepare(root);
  // Imported here, because a fresh clone has just installed the linters.
  const { lintTarball } = await import('./lint-tarball.mjs');
  const into = mkdtempSync(join(tmpdir(), 'scimwright-packed-'));
  try {
    const packed = packPackages(root, into, env);
    const said = packed.flatMap(ownProblems);
    for (const { name, tarball } of packed) {
      said.push(...(await lintTarball(tarball)).map((line) => `${name}  ${line}\n`));
    }
    for (const one of said) console.log(one);
    console.log(`${packed.length} packages: ${said.length === 0 ? 'all clean.' : `${said.length} to fix.`}`);
    return said.length === 0 ? 0 : 1;
  } finally {
    rmSync(into, { recursive: true });
  }
});

/** @param {Packed} packed */
function ownProblems({ name, folder, tarball }) {
  const file = `${folder}/package.json`;
  return [
    ...checkManifest(readFileSync(join(root, file), 'utf8'), folder).map((one) => printProblem(file, one)),
    ...checkTarball(readTarball(tarball)).map((one) => printProblem(name, one)),
  ];
}
