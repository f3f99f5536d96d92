// @ts-check
// `npm run api`: compares the public surface with the reports in the tree. With `--write` it updates the reports, so that
// the diff shows every change of the surface.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { prepare } from '../launcher/prepare.mjs';
import { runMain } from '../launcher/run-program.mjs';
import { root } from '../workspace/root.mjs';

await runMain(async () => {
  await prepare(root);
  // Imported here, because a fresh clone has just installed the extractor.
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
  for (const { report } of changed) console.error(`${report}  differs from what the package exports.`);
  for (const file of stale) console.error(`${file}  belongs to an entry that no longer exists.`);
  if (changed.length + stale.length === 0) return 0;
  console.error('\nRun `npm run api -- --write`, and review the changes of the public surface.');
  return 1;
});
