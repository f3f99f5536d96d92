import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { built } from './built.fixture.ts';

const MAX_WAIT_MS = 30_000;

/** The options for the process of a host. */
export interface SpawnOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Its working folder; by default one that belongs to no host. */
  readonly cwd?: string;
  /** The program; by default that of `npm start`. */
  readonly main?: string;
}

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A host in its own process, as `npm start` runs it. */
export interface RunningHost {
  /** Its URL, without a slash at the end. */
  readonly origin: string;
  readonly process: ChildProcess;
  /** Sends a signal; resolves with the end of the process. */
  end(signal: NodeJS.Signals): Promise<Ending>;
  /** The output so far. */
  output(): string;
}

/** Starts the built host on a free port, with its data in a folder; resolves when it is ready. */
export async function runHost(dataDir: string, options: SpawnOptions = {}): Promise<RunningHost> {
  const { child, ended, output } = spawnHost(dataDir, options);
  return {
    origin: await readyOrigin({ child, output }),
    process: child,
    output,
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** Spawns the built host without waiting for it. */
export function spawnHost(dataDir: string, options: SpawnOptions = {}) {
  const { args = [], env = {}, main = built('apps/host/dist/main.js'), cwd = tmpdir() } = options;
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (printed += text.toString()));
  const ended = new Promise<Ending>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  return { child, ended, output: () => printed };
}

async function readyOrigin({
  child,
  output,
}: Pick<ReturnType<typeof spawnHost>, 'child' | 'output'>): Promise<string> {
  for (let waited = 0; waited < MAX_WAIT_MS; waited += 20) {
    const origin = /ready at (http:\/\/\S+)/.exec(output())?.[1];
    if (origin !== undefined && (await fetch(`${origin}/readyz`)).ok) return origin;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
  child.kill('SIGKILL');
  throw new Error(`The host did not become ready. It printed:\n${output()}`);
}
