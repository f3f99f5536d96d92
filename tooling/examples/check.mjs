// @ts-check
// `npm run examples`: checks that every public name is documented, and that all examples compile and state true values.
import { printViolation } from '../workspace/problem.mjs';
import { root } from '../workspace/root.mjs';
import { checkHouse } from './check-house.mjs';

const { violations, counts } = checkHouse(root);
for (const violation of violations) console.log(printViolation(violation));
console.log(
  `${counts.exports} exported names, ${counts.examples} examples, ${counts.stated} stated values: ` +
    (violations.length === 0 ? 'all hold.' : `${violations.length} to fix.`),
);
if (violations.length > 0) process.exitCode = 1;
