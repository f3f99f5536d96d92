// @ts-check
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root as thisRepository } from '../workspace/root.mjs';
import { PRELUDE } from './names-in-reach.mjs';
/** @import { House } from '../boundaries/read-house.mjs' */

const CACHE = 'node_modules/.cache/scimwright-examples';

/**
 * An empty folder in which modules compile and run as if they were in the repository: packages are found by their bare
 * names, and compiled modules find compiled modules.
 *
 * @param {string} root
 * @param {House} house
 */
export function openWorkbench(root, house) {
  const bench = join(root, CACHE);
  const compiled = join(bench, 'compiled');
  rmSync(bench, { recursive: true, force: true });
  writeJson(join(bench, 'package.json'), { type: 'module' });
  writeJson(join(compiled, 'package.json'), { type: 'module' });
  for (const { folder, name, entries } of house.packages) {
    const exports = Object.fromEntries(
      Object.entries(entries).map(([subpath, file]) => [subpath, `./src/${file.replace(/\.ts$/, '.js')}`]),
    );
    writeJson(join(compiled, folder, 'package.json'), { name, type: 'module', exports });
    link(join(compiled, 'node_modules', name), join(compiled, folder));
    for (const dependency of installedIn(join(root, folder, 'node_modules'))) {
      link(join(bench, 'node_modules', dependency), join(root, folder, 'node_modules', dependency));
    }
    link(join(bench, 'node_modules', name), join(root, folder));
  }

  return {
    /**
     * @param {string} path from the bench, as `modules/a.ts`
     * @param {string} text
     */
    write(path, text) {
      mkdirSync(dirname(join(bench, path)), { recursive: true });
      writeFileSync(join(bench, path), text);
    },

    /**
     * The specifier by which a module of the bench imports a file of the repository.
     *
     * @param {string} from from the bench
     * @param {string} to from the root
     */
    specifier: (from, to) => relative(dirname(join(bench, from)), join(root, to)),

    /** @param {readonly string[]} files from the bench */
    writeProject(files) {
      writeJson(join(bench, 'tsconfig.json'), {
        extends: join(thisRepository, 'tooling/tsconfig/node.json'),
        compilerOptions: {
          rootDir: root,
          outDir: compiled,
          typeRoots: [join(thisRepository, 'node_modules/@types')],
          composite: false,
          declaration: false,
          declarationMap: false,
          sourceMap: false,
          // Examples name things only to show them, and import types like values.
          noUnusedLocals: false,
          noUnusedParameters: false,
          verbatimModuleSyntax: false,
        },
        files,
        // All sources by their paths: the compiler writes no output for a source that it only finds in node_modules.
        include: [
          join(root, PRELUDE, '*.ts'),
          ...house.packages.map(({ folder }) => join(root, folder, 'src/**/*.ts')),
        ],
        exclude: ['test', 'fixture'].map((kind) => join(root, `**/*.${kind}.ts`)),
      });
      return join(bench, 'tsconfig.json');
    },

    /** @param {string} path from the bench, a `.ts` */
    compiled: (path) => join(compiled, CACHE, path.replace(/\.ts$/, '.js')),

    /** @param {string} path from the bench */
    fromRoot: (path) => `${CACHE}/${path}`,
    folder: bench,
  };
}

/**
 * @param {string} modules a `node_modules`
 * @returns {string[]}
 */
function installedIn(modules) {
  if (!existsSync(modules)) return [];
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
    );
}

/**
 * @param {string} path
 * @param {string} target
 */
function link(path, target) {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

/**
 * @param {string} path
 * @param {object} content
 */
function writeJson(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(content, undefined, 2));
}
