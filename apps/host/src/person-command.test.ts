import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bicUser } from './bic-user.fixture.ts';
import { runCommand, type Ran } from './command-line.fixture.ts';
import { startHostProcess, type HostProcess } from './host-process.fixture.ts';
import { ROOT } from './is-ours.fixture.ts';

const [ZOE, YVES] = ['zoe.only-here@contoso.example', 'yves.only-here@contoso.example'] as const;

let dataDir: string;
let host: HostProcess;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scimwright-person-'));
  host = await startHostProcess(dataDir);
  for (const name of [ZOE, YVES]) {
    const { status } = await host.send('POST', '/Users', bicUser(name));
    if (status !== 201) throw new Error(`${name} was answered ${status}`);
  }
});
afterAll(async () => {
  await host.end('SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
});

function run(line: string): Promise<Ran> {
  return runCommand(line, { cwd: ROOT, env: { ...process.env, DATA_DIR: dataDir } });
}

async function runJson<Value>(line: string): Promise<Value> {
  const { code, out, err } = await run(`${line} --json`);
  expect([code, err]).toEqual([0, `Database: sqlite:${dataDir}/scimwright.sqlite\n`]);
  return JSON.parse(out) as Value;
}

/** The files of the database that contain a text. */
async function filesWith(text: string): Promise<readonly string[]> {
  const names = (await readdir(dataDir)).filter((name) => name.startsWith('scimwright.sqlite'));
  const found = await Promise.all(
    names.map(async (name) => ((await readFile(join(dataDir, name))).includes(text) ? [name] : [])),
  );
  return found.flat();
}

it('a person is exported and erased beside a running host, and the audit trail has the actor', async () => {
  const exported = await runJson<{ ids: string[] }>(`person export bic contoso ${ZOE}`);
  expect(exported).toMatchObject({
    names: [ZOE],
    user: { userName: ZOE },
    log: [{ operation: 'create' }],
    events: [{ type: 'user.created' }],
  });
  expect(await filesWith('zoe.only-here')).not.toEqual([]);

  expect(await run(`person erase bic contoso ${ZOE}`)).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('Say --yes'),
  });
  const erased = await runJson(`person erase bic contoso ${ZOE} --yes`);
  expect(erased).toMatchObject({ ids: exported.ids, removed: true, waitingEvents: 0, scrubbed: true });
  expect(erased).toHaveProperty('vacuumed.after');
  expect(await filesWith('zoe.only-here')).toEqual([]);
  const found = await host.send('GET', `/Users?filter=${encodeURIComponent(`userName eq "${ZOE}"`)}`);
  expect(await found.json()).toMatchObject({ totalResults: 0 });

  const again = await run(`person erase bic contoso ${ZOE} --yes`);
  expect(again).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('keeps nothing of this person'),
  });
  expect(again.err).not.toContain(ZOE);
  const about = { actor: `cli:${userInfo().username}`, tenant: 'contoso', subject: exported.ids[0] };
  expect(await runJson('audit --connector bic --tenant contoso')).toMatchObject({
    entries: expect.arrayContaining([
      expect.objectContaining({ ...about, action: 'exportPerson' }),
      expect.objectContaining({ ...about, action: 'erasePerson' }),
    ]),
  });
});

it('several people are erased before the file is rewritten, and the result is shown', async () => {
  const first = await run(`person erase bic contoso ${YVES} --yes --no-vacuum`);
  expect(first.out).toMatch(/^The user is removed, and no product is told: no host here has a handler/);
  expect(first.out).toMatch(/\nErased: \d+ log entries about them .* 1 event, 0 tokens, /);
  expect(first.out).toContain('run "scimwright vacuum"');
  const { code, out, err } = await run('vacuum');
  expect([code, out]).toEqual([0, expect.stringMatching(/^The file had \d+ bytes and has \d+\.\n$/)]);
  expect(err).toContain('a running host reads, and stores nothing');
  expect(await filesWith('yves.only-here')).toEqual([]);
});
