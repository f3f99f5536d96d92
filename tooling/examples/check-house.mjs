// @ts-check
import { readHouse } from '../boundaries/read-house.mjs';
import { compile } from './compile.mjs';
import { evaluate } from './evaluate.mjs';
import { listExamples } from './list-examples.mjs';
import { PRELUDE } from './names-in-reach.mjs';
import { NO_EXAMPLE, undocumented, writeConsts } from './undocumented.mjs';
import { openWorkbench } from './workbench.mjs';
import { writeModule } from './write-module.mjs';
/** @import { House } from '../boundaries/read-house.mjs' */
/** @import { Violation } from '../workspace/problem.mjs' */
/** @import { Documented, Example } from './list-examples.mjs' */

const NO_COMPILE = {
  why: 'a reader who copies it must be able to run it, and it must change with the code',
  instead: `use public names of the package and of those it may import; declare what recurs in ${PRELUDE}`,
};

const NO_TRUTH = {
  why: 'readers believe a value in a comment',
  instead: 'state the actual value, or correct the code',
};

/**
 * Every violation in the repository at `root`, and how much was checked.
 *
 * @param {string} root
 */
export function checkHouse(root) {
  const house = readHouse(root);
  const { exports, examples } = listExamples(house, root);
  const { violations, stated } = checkExamples(root, house, exports, examples);
  return {
    violations: [...exports.flatMap(undocumented), ...violations],
    counts: { exports: exports.length, examples: examples.length, stated },
  };
}

/**
 * Compiles all examples at once, and runs those that state a value. Errors inside a package are left to `typecheck`.
 *
 * @param {string} root
 * @param {House} house
 * @param {readonly Documented[]} exports
 * @param {readonly Example[]} examples
 * @returns {{ violations: Violation[], stated: number }}
 */
function checkExamples(root, house, exports, examples) {
  const bench = openWorkbench(root, house);
  const modules = examples.map((example) => {
    const path = `modules/${example.file.replace(/\.\w+$/, '')}.${example.line}.ts`;
    const { text, ...written } = writeModule(example, example.reach, (to) => bench.specifier(path, to));
    bench.write(path, text);
    return { ...written, example, path };
  });
  const consts = writeConsts(exports, (to) => bench.specifier('consts.ts', to));
  bench.write('consts.ts', consts.text);
  const project = bench.writeProject(['consts.ts', ...modules.map(({ path }) => path)]);

  const moduleAt = new Map(modules.map((module) => [bench.fromRoot(module.path), module]));
  /** @type {Set<Example>} */
  const broken = new Set();
  const uncompiled = compile(root, project).flatMap(({ file, line, message }) => {
    const { example, firstLine = 0 } = moduleAt.get(file) ?? {};
    if (example) {
      broken.add(example);
      // An error in the generated imports is reported at the first line of the example.
      return [about(example, example.line + Math.max(0, line - firstLine), message, NO_COMPILE)];
    }
    if (file.startsWith(PRELUDE)) return [{ file, line, what: message, ...NO_COMPILE }];
    const called = file === bench.fromRoot('consts.ts') ? consts.constOfLine.get(line) : undefined;
    return called ? [{ ...NO_EXAMPLE, file: called.file, line: called.line, what: called.what }] : [];
  });

  const running = modules.filter(({ example, stated }) => stated > 0 && !broken.has(example));
  const runs = new Map(running.map(({ path, example }) => [bench.compiled(path), example]));
  const untrue = evaluate(bench.folder, [...runs.keys()]).flatMap(({ module, line, message }) => {
    const example = runs.get(module);
    return example ? [about(example, line ?? example.line, message, NO_TRUTH)] : [];
  });
  return {
    violations: [...uncompiled, ...untrue],
    stated: running.reduce((sum, { stated }) => sum + stated, 0),
  };
}

/**
 * @param {Example} example
 * @param {number} line
 * @param {string} message
 * @param {{ why: string, instead: string }} prose
 * @returns {Violation}
 */
function about({ file, of }, line, message, prose) {
  return { file, line, what: `(example of ${of}) ${message}`, ...prose };
}
