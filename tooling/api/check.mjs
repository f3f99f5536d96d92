// @ts-check
// `npm run api`: says where the public surface is not what the reports in the tree say. With `--write`, brings
// the reports up to date, so that a change of the surface is seen in the diff.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { prepare } from '../launcher/prepare.mjs';
import { runMain } from '../launcher/run-program.mjs';
import { root } from '../workspace/root.mjs';

await runMain(async () => {
  await prepare(root);
  // Only now: in a fresh clone, the extractor has just been installed.
  const { readReports } = await import('./report.mjs');
  const { changed, stale } = readReports(root);
  if (process.argv.includes('--write')) {
    for (const { report, text } of changed) {
      mkdirSync(dirname(join(root, report)), { recursive: true });
      writeFileSync(join(root, report), text);
      console.log(`Written: ${report}`);
    }
    for (const file of stale) {
      rmSync(join(root, file));
      console.log(`Deleted: ${file}`);
    }
    return 0;
  }
  for (const { report } of changed) console.error(`${report}  does not say what the package exports.`);
  for (const file of stale) console.error(`${file}  is of an entry that is gone.`);
  if (changed.length + stale.length === 0) return 0;
  console.error('\nRun `npm run api -- --write`, and look at what changed of the public surface.');
  return 1;
});
