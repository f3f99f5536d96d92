import { mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { openAdmin, readConfig } from '@scimwright/host/internal';
import { openPostgres } from '@scimwright/test-databases';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { built } from './built.fixture.ts';
import { runCommand, type Ran } from './command-line.fixture.ts';
import { runHost, type RunningHost } from './run-host.fixture.ts';

/** A vendor's project, and a folder elsewhere for its data. */
let project: string;
let elsewhere: string;
let hosts: RunningHost[];
beforeEach(async () => {
  const make = async (name: string) => realpath(await mkdtemp(join(tmpdir(), name)));
  project = await make('scimwright-project-');
  elsewhere = await make('scimwright-elsewhere-');
  hosts = [];
  const connectors = relative(project, built('apps/host/dist/connectors.js'));
  await writeFile(join(project, 'package.json'), JSON.stringify({ scimwright: { connectors } }));
});
afterEach(async () => {
  await Promise.all(hosts.map((host) => host.end('SIGTERM')));
  for (const folder of [project, elsewhere]) await rm(folder, { recursive: true, force: true });
});

/** Starts a host of the project with settings that the command line does not have. */
async function start(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<RunningHost> {
  const host = await runHost(dataDir, { cwd: project, env });
  hosts.push(host);
  return host;
}

/** Runs a command in the project, by default with none of the host's settings. */
function run(line: string, settings: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return runCommand(line, { cwd: project, env: settings });
}

const file = () => join(project, '.scimwright', 'host.json');

describe('the command line before any host', () => {
  it.each(['tenant list', 'tenant create bic fabrikam', 'health bic fabrikam'])(
    'refuses "%s", names the path, and creates nothing',
    async (line) => {
      const { code, out, err } = await run(line);
      expect([code, out]).toEqual([1, '']);
      expect(err).toContain(`No host has used the database at ${project}/.data/scimwright.sqlite yet.`);
      expect(err).not.toContain('    at ');
      expect(await readdir(project)).toEqual(['package.json']);
    },
  );

  it('refuses a PostgreSQL database that no host has used', async () => {
    const database = await openPostgres();
    const { code, err } = await run('tenant create bic fabrikam', { DATABASE_URL: database.url });
    expect(code).toBe(1);
    expect(err).toContain('No host has used the database at ');
    await database.close();
  });
});

describe('the command line beside a host with settings of its own', () => {
  it('uses the host’s database and PUBLIC_URL, while the host runs and afterwards', async () => {
    const host = await start(elsewhere, { PUBLIC_URL: 'https://scim.example' });
    const made = await run('tenant create iris fabrikam --json');
    expect(JSON.parse(made.out)).toMatchObject({ tenantUrl: 'https://scim.example/iris/fabrikam/scim/v2' });
    const database = `Database: sqlite:${elsewhere}/scimwright.sqlite\n`;
    expect(made.err).toBe(database);
    expect((await run('handover create iris fabrikam')).out).toMatch(/^https:\/\/scim\.example\/hand-over\//);
    expect(await run('tenant show iris nobody')).toMatchObject({
      code: 1,
      err: expect.stringContaining(database),
    });
    await host.end('SIGTERM');
    expect((await run('tenant list')).out).toContain('https://scim.example/iris/fabrikam/scim/v2');
  });

  it('shows the port on which the host listens', async () => {
    const { origin } = await start(join(project, '.data'));
    await run('tenant create iris fabrikam');
    expect((await run('tenant list')).out).toContain(`${origin}/iris/fabrikam/scim/v2`);
  });

  it('uses its own environment if that names a database', async () => {
    await start(elsewhere, { PUBLIC_URL: 'https://scim.example' });
    const other = join(elsewhere, 'other');
    await (await openAdmin([], readConfig({ DATA_DIR: other }, project))).close();
    const { out, err } = await run('tenant create iris fabrikam', { DATA_DIR: other });
    expect(err).toBe(`Database: sqlite:${other}/scimwright.sqlite\n`);
    expect(out).toContain('http://127.0.0.1:8080/iris/fabrikam');
  });

  it('asks for DATABASE_URL if the host’s URL had a password, which the host does not store', async () => {
    const database = await openPostgres();
    const { password } = new URL(database.url);
    expect(password).not.toBe('');
    const env = { DATABASE_URL: database.url };
    const host = await start(elsewhere, { ...env, PUBLIC_URL: 'https://scim.example' });
    const { code, err } = await run('tenant list');
    expect(code).toBe(1);
    expect(err).toContain('Set DATABASE_URL to the whole URL');
    expect(err + (await readFile(file(), 'utf8'))).not.toContain(`:${password}@`);
    const made = await run('tenant create iris fabrikam', env);
    expect(made.out).toContain('https://scim.example/iris/fabrikam');
    expect(made.err).toMatch(/^Database: postgres(ql)?:\/\//);
    expect(made.err).not.toContain(`:${password}@`);
    await host.end('SIGTERM');
    await database.close();
  });

  it('says so if the database of the last host is gone', async () => {
    const host = await start(elsewhere);
    await host.end('SIGTERM');
    await rm(elsewhere, { recursive: true });
    const { code, err } = await run('tenant list');
    expect(code).toBe(1);
    expect(err).toContain(`No host has used the database at ${elsewhere}/scimwright.sqlite yet.`);
    expect(err).toContain(`The host of this project left that address in ${file()}.`);
  });

  it('asks which host you mean while two run on two databases, and uses the remaining one', async () => {
    const [first, second] = [join(elsewhere, '1'), join(elsewhere, '2')];
    await start(first);
    const other = await start(second);
    const { code, out, err } = await run('tenant list');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(`sqlite:${first}/scimwright.sqlite, served at`);
    expect(err).toContain(`sqlite:${second}/scimwright.sqlite, served at`);
    expect((await run('tenant list', { DATA_DIR: second })).code).toBe(0);
    await other.end('SIGTERM');
    expect((await run('tenant list')).err).toBe(`Database: sqlite:${first}/scimwright.sqlite\n`);
  });
});

it('a host writes its address to a private file, in a folder that git ignores', async () => {
  await start(elsewhere);
  expect(((await stat(file())).mode & 0o777).toString(8)).toBe('600');
  expect(await readFile(join(project, '.scimwright', '.gitignore'), 'utf8')).toBe('*\n');
});

it('a host that cannot write to its project still starts', async () => {
  await writeFile(join(project, '.scimwright'), 'a file in the place of the folder');
  const host = await start(elsewhere);
  expect(host.output()).toContain('host.json cannot be written');
});
