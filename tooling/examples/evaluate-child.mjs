// @ts-check
// Started by evaluate.mjs. Reads the modules as JSON from stdin and writes the answers to the file in its argument.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inspect, isDeepStrictEqual } from 'node:util';

/** @typedef {{ module: string, line: number | undefined, message: string }} Finding */

/** @type {string[]} */
const modules = JSON.parse(readFileSync(0, 'utf8'));
/** @type {Finding[]} */
const findings = [];

for (const module of modules) {
  try {
    const { example } = await import(pathToFileURL(module).href);
    await example(
      (/** @type {number} */ line, /** @type {unknown} */ actual, /** @type {unknown} */ stated) => {
        if (!isDeepStrictEqual(actual, stated)) {
          findings.push({
            module,
            line,
            message: `it is ${inspect(actual, { depth: 5, breakLength: Infinity })}`,
          });
        }
      },
    );
  } catch (error) {
    findings.push({ module, line: undefined, message: `it throws ${String(error)}` });
  }
}

writeFileSync(process.argv[2] ?? '', JSON.stringify(findings));
// Ends even if an example has left something open.
process.exit();
