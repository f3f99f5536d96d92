// @ts-check
// `npm run audit`: what is known of the dependencies that packages have at run time. It reports and never fails: an
// advisory that is new today says nothing about what was built yesterday.
import { runMain } from '../launcher/run-program.mjs';
import { root } from '../workspace/root.mjs';
import { auditReport } from './audit-report.mjs';
import { runPnpm } from './run-pnpm.mjs';

await runMain(async () => {
  const ran = await runPnpm(root, ['audit', '--prod', '--json', ...process.argv.slice(2)]);
  console.log(auditReport(ran).join('\n'));
  return 0;
});
