// @ts-check
// `npm run boundaries`: says whether imports point one way, and where they do not.
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
