// @ts-check
/** @import { Rule } from '../problem.mjs' */

const source = /^src\/(.+)(?<!\.d)\.ts$/;
const endings = ['.js', '.js.map', '.d.ts', '.d.ts.map'];

/**
 * Every source came with its program, its declarations and their maps.
 *
 * @type {Rule}
 */
export function* outputsAreWhole({ files }) {
  const names = [...files.keys()].flatMap((file) => source.exec(file)?.[1] ?? []);
  if (names.length === 0) {
    yield { what: 'src is not packed', why: 'the maps lead to it', instead: 'name src in "files"' };
  }
  const missing = names.flatMap((name) => endings.map((ending) => `dist/${name}${ending}`));
  for (const file of missing.filter((file) => !files.has(file))) {
    yield {
      what: `${file} is missing`,
      why: 'its source is packed, so somebody will import it',
      instead: 'build before packing, with declarations and both maps',
    };
  }
}
