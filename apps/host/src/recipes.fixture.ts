import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join, relative } from 'node:path';
import { built, builtCommandLine } from './built.fixture.ts';
import { openResident } from './resident-command-line.fixture.ts';
import { isOurs, ROOT } from './is-ours.fixture.ts';

/** A page with its `sh` blocks, in order. */
export interface Recipes {
  /** Relative to the root of the repository. */
  readonly page: string;
  readonly blocks: readonly string[];
}

/** The pages of this project with shell commands. */
export async function readRecipes(): Promise<readonly Recipes[]> {
  const pages = ['README.md', 'docs/admin.md'];
  for (const folder of ['connectors', 'packages']) {
    const names = (await readdir(join(ROOT, folder))).filter((name) => isOurs(join(folder, name)));
    for (const name of names) pages.push(join(folder, name, 'README.md'));
  }
  const all = pages
    .filter((page) => existsSync(join(ROOT, page)))
    .map(async (page) => {
      const text = await readFile(join(ROOT, page), 'utf8');
      return { page, blocks: [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, code = '']) => code) };
    });
  return (await Promise.all(all)).filter(({ blocks }) => blocks.length > 0);
}

/** The place for commands: a project, with the command line in PATH and the host's port. */
export interface Shell {
  /** The folder of the project; its data is in `.data`, as in a clone. */
  readonly folder: string;
  /** Runs a script until a command fails or gets an HTTP error; resolves with its exit code and output. */
  run(script: string, origin: string): Promise<{ readonly code: number; readonly printed: string }>;
  close(): Promise<void>;
}

/**
 * Makes a project in an empty folder. Its `npx` is not npm's, which takes half a second for each command: it runs only
 * installed programs. `scimwright` passes its command to this process, because a start takes as long.
 */
export async function openShell(folder: string): Promise<Shell> {
  const bin = join(folder, 'bin');
  const installed = dirname(builtCommandLine());
  await mkdir(bin);
  const resident = await openResident(folder);
  const programs = {
    npx: `exec "$@"`,
    scimwright: `exec ${resident.command} "$@"`,
    curl: `PATH="\${PATH#*${delimiter}}"; exec curl --fail-with-body --silent --show-error "$@"`,
  };
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(bin, name), 0o755);
  }
  const manifest = { scimwright: { connectors: relative(folder, built('apps/host/dist/connectors.js')) } };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const path = [bin, installed, dirname(process.execPath), process.env['PATH']].join(delimiter);
  return {
    folder,
    run(script, origin) {
      const { port } = new URL(origin);
      // The pages have the default port of a host.
      const lines = script.replaceAll('http://127.0.0.1:8080', origin);
      const env = { PATH: path, HOME: folder, PORT: port };
      return new Promise((resolve) => {
        execFile('sh', ['-exc', lines], { cwd: folder, env, timeout: 60_000 }, (error, out, err) => {
          const code = typeof error?.code === 'number' ? error.code : Number(error !== null);
          resolve({ code, printed: `${out}\n${err}` });
        });
      });
    },
    close: () => resident.close(),
  };
}
