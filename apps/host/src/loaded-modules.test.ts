import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInProcess } from './command-line.fixture.ts';
import { ROOT } from './is-ours.fixture.ts';
import { runHost } from './run-host.fixture.ts';

const lists = ['second start', 'command'] as const;

/** What is needed later, or never. Nearly all of a start is the loading of modules. */
const rows = [
  { what: 'objection', path: /\/node_modules\/objection\//, absentFrom: lists },
  {
    what: 'the steps of migrations',
    path: /\/store-knex\/dist\/migrations\/initial\.js$/,
    absentFrom: lists,
  },
  { what: 'the OpenAPI document of a tenant', path: /\/server\/dist\/openapi\//, absentFrom: lists },
  { what: 'bulk requests', path: /\/server\/dist\/bulk\//, absentFrom: lists },
  { what: 'the admin API', path: /\/host\/dist\/admin-api\/admin-api\.js$/, absentFrom: lists },
  { what: 'hand-over pages', path: /\/host\/dist\/hand-over\//, absentFrom: lists },
  { what: 'the people of a demo', path: /\/host\/dist\/demo\/people\.js$/, absentFrom: lists },
  {
    what: 'the command line',
    path: /\/cli\/dist\/|\/node_modules\/commander\//,
    absentFrom: ['second start'],
  },
  { what: 'the HTTP server', path: /\/node_modules\/koa\//, absentFrom: ['command'] },
  { what: 'metrics', path: /\/node_modules\/prom-client\//, absentFrom: ['command'] },
] as const;

describe('the modules that are loaded', () => {
  let dataDir: string;
  const loaded = new Map<string, readonly string[]>();

  /** Node writes what a process has loaded when it ends. */
  const loadedBy = async (run: (env: Readonly<Record<string, string>>) => Promise<unknown>) => {
    const folder = await mkdtemp(join(tmpdir(), 'scimwright-loaded-'));
    await run({ NODE_V8_COVERAGE: folder });
    const files = await readdir(folder);
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    await rm(folder, { recursive: true });
    return texts.flatMap((text) => {
      const { result } = JSON.parse(text) as { readonly result: readonly { readonly url: string }[] };
      return result.map(({ url }) => url).filter((url) => url.startsWith('file:'));
    });
  };

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'scimwright-loaded-'));
    const start = async (env: Readonly<Record<string, string>>) => {
      const host = await runHost(dataDir, { args: ['--demo'], env });
      return host.end('SIGTERM');
    };
    await start({});
    loaded.set('second start', await loadedBy(start));
    loaded.set(
      'command',
      await loadedBy((env) =>
        runInProcess('tenant list', { cwd: ROOT, env: { ...process.env, DATA_DIR: dataDir, ...env } }),
      ),
    );
  }, 60_000);
  afterAll(() => rm(dataDir, { recursive: true }));

  it.each(rows)('do not include $what, of a $absentFrom', ({ path, absentFrom }) => {
    for (const list of absentFrom) {
      expect(loaded.get(list)?.filter((url) => path.test(url))).toEqual([]);
    }
  });

  it('are those of the host and of the command line', () => {
    expect(loaded.get('second start')).toContainEqual(expect.stringMatching(/\/server\/dist\/serve\.js$/));
    expect(loaded.get('command')).toContainEqual(expect.stringMatching(/\/cli\/dist\/commands\/tenant\.js$/));
  });
});
