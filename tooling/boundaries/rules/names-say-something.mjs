// @ts-check
/** @import { Rule } from '../violation.mjs' */

const SAYS_NOTHING = /^(?:utils?|helpers?|common|types)$/;

/**
 * A file is named for what it exports, so that a reader finds it by guessing.
 *
 * @type {Rule}
 */
export function* namesSaySomething({ packages }) {
  for (const { path, inPackage } of packages.flatMap(({ sources }) => sources)) {
    const name = inPackage
      .replace(/(?:\.test)?\.tsx?$/, '')
      .split('/')
      .find((segment) => SAYS_NOTHING.test(segment));
    if (name === undefined) continue;
    yield {
      file: path,
      line: 1,
      what: `the name "${name}" does not say what is inside`,
      why: 'everything fits into it, so everything ends up in it',
      instead: 'name each file for its one export, and put a type beside what uses it',
    };
  }
}
