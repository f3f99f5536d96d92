// @ts-check

/**
 * What node-gyp needs to compile sqlite3's native binding. `variable` names the environment variable that
 * node-gyp or make reads instead of looking for a program; the first of `programs` is what they take by
 * themselves, the others work once the variable names them.
 *
 * @typedef {{ name: string, variable: string, programs: readonly [string, ...string[]], why: string }} Tool
 */

/** @type {readonly Tool[]} */
export const toolchain = [
  {
    name: 'Python 3',
    variable: 'PYTHON',
    programs: ['python3'],
    why: 'node-gyp, which drives the build, is written in it',
  },
  { name: 'make', variable: 'MAKE', programs: ['make', 'gmake'], why: 'it runs the build' },
  { name: 'a C compiler', variable: 'CC', programs: ['cc', 'gcc', 'clang'], why: 'SQLite itself is C' },
  {
    name: 'a C++ compiler',
    variable: 'CXX',
    programs: ['g++', 'c++', 'clang++'],
    why: 'the binding to Node is C++',
  },
];

/** How each system installs the whole toolchain: one line fetches whatever part of it is missing. */
export const howToGetIt = [
  { system: 'Debian, Ubuntu', command: 'sudo apt-get install -y python3 make g++' },
  { system: 'Fedora', command: 'sudo dnf install -y python3 make gcc-c++' },
  { system: 'macOS', command: 'xcode-select --install' },
];
