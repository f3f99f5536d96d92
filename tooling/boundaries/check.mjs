// @ts-check
// `npm run boundaries`: reports the imports that cross a boundary, and what breaks our own rules.
import { root } from '../workspace/root.mjs';
import { checkHouse } from './check-house.mjs';
import { printViolation } from '../workspace/problem.mjs';

const violations = await checkHouse(root);
for (const violation of violations) console.log(printViolation(violation));
if (violations.length > 0) {
  console.log(
    violations.length === 1 ? 'One boundary is crossed.' : `${violations.length} boundaries are crossed.`,
  );
  process.exitCode = 1;
}
