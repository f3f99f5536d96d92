import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { built, builtCommandLine } from './built.fixture.ts';

/** The exit code of a command, and its output. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The folder and environment of a command. */
export interface Place {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

interface Output {
  write(text: string): unknown;
}

/** The module that `scimwright` calls with the parts of its process. */
interface CommandLine {
  readonly runCommandLine: (
    args: readonly string[],
    io: Place & { readonly stdout: Output; readonly stderr: Output },
  ) => Promise<number>;
}

/** Runs a command of the built command line in this process, which is ten times as fast. */
export function runCommand(line: string, place: Place): Promise<Ran> {
  return runArguments(line.split(' '), place);
}

/** Does the same with arguments that a shell has parsed. */
export async function runArguments(args: readonly string[], place: Place): Promise<Ran> {
  const path = built('packages/cli/dist/run-command-line.js');
  // The package exports nothing, since people run it.
  const { runCommandLine } = (await import(pathToFileURL(path).href)) as CommandLine;
  const [stdout, stderr] = [printed(), printed()];
  const code = await runCommandLine(args, { ...place, stdout, stderr });
  return { code, out: stdout.text(), err: stderr.text() };
}

function printed(): Output & { text(): string } {
  let text = '';
  return { write: (more) => (text += more), text: () => text };
}

/** Runs a command as a person does: through npm's link, in its own process. */
export function runInProcess(line: string, place: Place): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(builtCommandLine(), line.split(' '), place, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}
