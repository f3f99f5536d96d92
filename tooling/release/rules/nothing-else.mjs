// @ts-check
/** @import { Rule } from '../problem.mjs' */

const always = /^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
const compiled = /^dist\/.+\.(js|d\.ts)(\.map)?$/;
const sources = /^src\/.+\.ts$/;
const onlyHere = /\.(test|fixture)\.|(^|\/)(fixtures|__tests__|node_modules)\/|\.tsbuildinfo$/;

/**
 * A list of what may be in, so that nothing gets in unseen.
 *
 * @type {Rule}
 */
export function* nothingElse({ manifest, files }) {
  const data = (manifest.files ?? []).filter((entry) => !/^(!|dist$|src$)/.test(entry));
  for (const file of files.keys()) {
    const isNamed = data.some((entry) => file === entry || file.startsWith(`${entry}/`));
    const mayBeIn = isNamed || [always, compiled, sources].some((pattern) => pattern.test(file));
    if (mayBeIn && !onlyHere.test(file)) continue;
    yield {
      what: `${file} is packed`,
      why: 'whoever installs the package downloads it and has no use for it',
      instead: 'exclude it in "files"; data that is read at run time is named there',
    };
  }
}
