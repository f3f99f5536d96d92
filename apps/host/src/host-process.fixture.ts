import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const MOST_WAIT_MS = 30_000;

/** How a process of a host is spawned. */
export interface SpawnOptions {
  readonly args?: readonly string[];
  readonly env?: Record<string, string>;
  /** The program; that of `npm start` unless given. */
  readonly main?: string;
}

/** A host that runs as a process of its own, as `npm start` runs it. */
export interface HostProcess {
  readonly tenantUrl: string;
  readonly secretToken: string;
  readonly process: ChildProcess;
  /** Sends a request to the tenant of the demo. */
  send(method: string, path: string, body?: object): Promise<Response>;
  /** Sends a signal and resolves with how the process ended. */
  end(
    signal: NodeJS.Signals,
  ): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** What it has printed so far. */
  output(): string;
}

/** Starts the built host on a free port, over the data of a folder; resolves when it is ready. */
export async function startHostProcess(dataDir: string, options: SpawnOptions = {}): Promise<HostProcess> {
  const running = spawnHost(dataDir, options);
  const origin = await readyOrigin(running);
  const tenants = JSON.parse(await readFile(join(dataDir, 'demo.json'), 'utf8')) as readonly {
    connector: string;
    tenantUrl: string;
    secretToken: string;
  }[];
  // Users, groups and required attributes: what is sent in these tests is what this connector has.
  const tenant = tenants.find(({ connector }) => connector === 'bic');
  if (tenant === undefined || !tenant.tenantUrl.startsWith(origin))
    throw new Error('demo.json names no tenant of it');
  const { tenantUrl, secretToken } = tenant;
  return {
    tenantUrl,
    secretToken,
    process: running.child,
    output: running.output,
    send: (method, path, body) =>
      fetch(`${tenantUrl}${path}`, {
        method,
        headers: { Authorization: `Bearer ${secretToken}`, 'Content-Type': 'application/scim+json' },
        ...(body && { body: JSON.stringify(body) }),
      }),
    end(signal) {
      running.child.kill(signal);
      return running.ended;
    },
  };
}

/** Spawns the built host without waiting for it. */
export function spawnHost(dataDir: string, { args = [], env = {}, main = MAIN }: SpawnOptions = {}) {
  if (!existsSync(MAIN))
    throw new Error('The host is not built: "npm test" builds it first, or run "npm run build".');
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (printed += text.toString()));
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  return { child, ended, output: () => printed };
}

async function readyOrigin({ child, output }: ReturnType<typeof spawnHost>): Promise<string> {
  for (let waited = 0; waited < MOST_WAIT_MS; waited += 20) {
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
