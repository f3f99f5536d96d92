import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { openYard } from '../job/simulation.fixture.ts';
import type { CycleReport } from './cycle-report.ts';
import { runProgram } from './run-program.ts';

interface Run {
  readonly cwd?: string;
  readonly token?: string;
  readonly stdin?: string;
  readonly isTTY?: boolean;
  readonly signal?: AbortSignal;
}

async function run(args: readonly string[], { cwd = '.', token, stdin, isTTY = false, signal }: Run = {}) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runProgram(args, {
    cwd,
    env: { SCIM_TOKEN: token },
    stdin: Object.assign(Readable.from(stdin === undefined ? [] : [stdin]), { isTTY: stdin === undefined }),
    stdout: { write: (text) => out.push(text) },
    stderr: { isTTY, columns: 80, write: (text) => err.push(text) },
    signal: signal ?? new AbortController().signal,
  });
  return { code, out: out.join(''), err: err.join('') };
}

/** Runs a command against a new tenant. */
async function yardRun() {
  const { url, token } = await openYard();
  const cwd = await mkdtemp(join(tmpdir(), 'entra-'));
  return {
    cwd,
    url,
    token,
    at: (command: string, ...args: readonly string[]) =>
      run([command, '--url', url, ...args], { cwd, token }),
  };
}

const reportIn = (out: string): CycleReport => JSON.parse(out) as CycleReport;

describe('the commands refuse to start', () => {
  it.each([
    { when: 'there is no URL', args: ['sync'], says: '--url' },
    { when: 'the URL is malformed', args: ['sync', '--url', 'contoso'], says: 'is not a URL' },
    { when: 'there is no token', args: ['sync', '--url', 'https://x.example'], says: 'Set SCIM_TOKEN' },
    {
      when: 'the token has two lines',
      args: ['sync', '--url', 'https://x.example', '--token', 'a\nb'],
      says: 'no header may have',
    },
    {
      when: 'nothing answers',
      args: ['sync', '--url', 'http://127.0.0.1:65500/x', '--token', 'a'],
      says: 'does not answer',
    },
    {
      when: 'there are too many people',
      args: ['mapping', '--people', '1000001'],
      says: 'from 1 to 1000000',
    },
    {
      when: 'a file is not there',
      args: ['mapping', '--directory', 'none.json'],
      says: 'none.json cannot be read',
    },
    { when: 'nobody has the name', args: ['mapping', '--user', 'nobody'], says: 'nobody called nobody' },
    {
      when: 'the connector is not there',
      args: ['mapping', '--connector', '@x/none'],
      says: '@x/none cannot be loaded',
    },
    { when: 'there is no such command', args: ['sing'], says: 'unknown command' },
  ])('when $when, and say what is wrong', async ({ args, says }) => {
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(says);
  });

  it('when there is no such fault', async () => {
    const { at } = await yardRun();
    const { code, err } = await at('sync', '--faults', 'rain');
    expect([code, err]).toEqual([2, expect.stringContaining('There is no fault rain')]);
  });
});

describe('test-connection', () => {
  it("says the portal's words, and the token may come from standard input", async () => {
    const { url, token } = await openYard();
    const right = await run(['test-connection', '--url', url], { stdin: `${token}\n` });
    expect(right).toMatchObject({
      code: 0,
      out: expect.stringContaining('are authorized to enable provisioning'),
    });
    const wrong = await run(['test-connection', '--url', url], { token: 'wrong' });
    expect(wrong).toMatchObject({
      code: 1,
      out: expect.stringContaining('You appear to have entered invalid credentials'),
    });
    const lost = await run(['test-connection', '--url', `${url}/lost`], { token });
    expect(lost).toMatchObject({
      code: 1,
      out: expect.stringContaining('ensure that the tenant URL is correct'),
    });
  });
});

describe('sync', () => {
  it('fills a tenant, shows a table, and with its state goes on with what changed', async () => {
    const { at, cwd } = await yardRun();
    const args = ['--people', '30', '--state', 'state.json'];
    const first = await at('sync', ...args);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/^Initial cycle, completed: \d+ requests/);
    expect(first.out).toMatch(/^users +29 +0 +0 +0 +1 +0$/m);
    expect(first.out).toMatch(/^Slowest requests:\n +\d+ ms {2}(GET|POST|PATCH) \//m);
    expect(JSON.parse(await readFile(join(cwd, 'state.json'), 'utf8'))).toMatchObject({
      cycles: 1,
      status: 'running',
    });
    const second = reportIn((await at('sync', ...args, '--json')).out);
    expect(second).toMatchObject({ cycle: 'incremental', requests: 0 });
    const third = reportIn((await at('sync', ...args, '--json', '--restart', 'full')).out);
    expect(third).toMatchObject({
      cycle: 'initial',
      counts: { users: { created: 0, failed: 0 }, groups: { created: 0 } },
    });
  });

  it('explains what failed, with the code 1, and as JUnit', async () => {
    const { at, cwd } = await yardRun();
    const { code, out } = await at(
      'sync',
      '--people',
      '20',
      '--faults',
      'error-503',
      '--fault-share',
      '1',
      '--junit',
      'junit.xml',
    );
    expect(code).toBe(1);
    expect(out).toMatch(/^✗ InternalServerError, \d+ times$/m);
    expect(out).toContain("Look for the request in the application's own log.");
    const junit = await readFile(join(cwd, 'junit.xml'), 'utf8');
    expect(junit).toContain('<failure type="InternalServerError" message="StatusCode: 503');
  });

  it('never prints the token', async () => {
    const { at, token } = await yardRun();
    const shown = [
      await at('sync', '--people', '5'),
      await at('sync', '--people', '5', '--json'),
      await at('on-demand'),
    ];
    for (const { out, err } of shown) expect(out + err).not.toContain(token);
  });

  it('shows a bar on a terminal alone', async () => {
    const { url, token } = await openYard();
    const { err } = await run(['sync', '--url', url, '--people', '5'], { token, isTTY: true });
    expect(err).toMatch(/users .*5\/5/);
  });

  it('stops at Ctrl-C with the code 130, and goes on with the saved state', async () => {
    const { url, token, cwd } = await yardRun();
    const interrupted = new AbortController();
    interrupted.abort();
    const args = ['sync', '--url', url, '--people', '20', '--state', 'state.json'];
    const stopped = await run(args, { cwd, token, signal: interrupted.signal });
    expect(stopped).toMatchObject({
      code: 130,
      out: expect.stringContaining('stopped; the next one goes on'),
    });
    expect(await run(args, { cwd, token })).toMatchObject({
      code: 0,
      out: expect.stringContaining('completed'),
    });
  });

  it('reads people from the CSV of the portal, and from JSON', async () => {
    const { at, cwd } = await yardRun();
    await writeFile(
      join(cwd, 'users.csv'),
      '\uFEFFuserPrincipalName,displayName,id,accountEnabled,mobilePhone\n"mira@x.example","Rao, Mira",A1,True,\nbo@x.example,Bo,a2,False,+47 1\n',
    );
    const csv = reportIn((await at('sync', '--users', 'users.csv', '--json')).out);
    expect(csv.counts.users).toMatchObject({ created: 1, skipped: 1 });
    const person = {
      id: 'u1',
      userPrincipalName: 'ana@x.example',
      businessPhones: ['1'],
      onPremisesExtensionAttributes: { extensionAttribute1: 'x', extensionAttribute2: null },
    };
    const report = { ...person, id: 'u2', userPrincipalName: 'cy@x.example', manager: { id: 'u1' } };
    const groups = [{ id: 'g1', displayName: 'Crew', members: [{ id: 'u1' }, { id: 'u2' }] }];
    await writeFile(
      join(cwd, 'all.json'),
      JSON.stringify({ defaultDomain: 'x.example', users: [person, report], groups }),
    );
    const json = reportIn((await at('sync', '--directory', 'all.json', '--json')).out);
    expect(json.counts).toMatchObject({
      users: { created: 2 },
      groups: { created: 1 },
      references: { updated: 2 },
    });
  });

  it.each([
    {
      name: 'users.csv',
      option: '--users',
      text: 'userPrincipalName,displayName\nmira,Mira\n',
      says: 'Line 2 has no id',
    },
    {
      name: 'users.csv',
      option: '--users',
      text: 'userPrincipalName,id\nmira,1\nbo,1\n',
      says: 'Line 3 has the id 1, as an earlier line has',
    },
    { name: 'users.csv', option: '--users', text: 'a,id\n"mira,1\n', says: 'It is no CSV' },
    { name: 'all.json', option: '--directory', text: '{', says: 'It is no JSON' },
    {
      name: 'all.json',
      option: '--directory',
      text: '{"users":[{}],"defaultDomain":"x"}',
      says: 'users.0.id',
    },
    {
      name: 'all.json',
      option: '--directory',
      text: '{"users":[{"id":"a","manager":"b"}],"defaultDomain":"x"}',
      says: 'There is no user b',
    },
    {
      name: 'state.json',
      option: '--state',
      text: '{"version":2}',
      says: 'It is no state of a job. version',
    },
  ])('says where a file is wrong: $says', async ({ name, option, text, says }) => {
    const { at, cwd } = await yardRun();
    await writeFile(join(cwd, name), text);
    const { code, err } = await at('sync', option, name);
    expect([code, err]).toEqual([2, expect.stringContaining(`${name}: ${says}`)]);
  });
});

it('live lets days pass, with the cycles that have something to do', async () => {
  const { at } = await yardRun();
  const { code, out } = await at('live', '--days', '20', '--people', '60', '--turnover', '5');
  expect(code).toBe(0);
  expect(out).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d {2}initial +\d+ created/);
  expect(out).toMatch(/incremental .*disabled/);
  expect(out).toMatch(/^users +\d\d/m);
});

it('on-demand shows its steps, and a blocked person is refused', async () => {
  const { at, cwd } = await yardRun();
  const { code, out } = await at('on-demand');
  expect(code).toBe(0);
  for (const step of [
    '1. Import user',
    '2. Determine if user is in scope',
    '3. Match user',
    'Nobody matches',
    '4. Perform action',
    'userName: (none) → ',
  ]) {
    expect(out).toContain(step);
  }
  const blocked = { id: 'u1', userPrincipalName: 'ana@x.example', accountEnabled: false };
  await writeFile(join(cwd, 'all.json'), JSON.stringify({ defaultDomain: 'x.example', users: [blocked] }));
  expect(await at('on-demand', '--directory', 'all.json')).toMatchObject({
    code: 1,
    out: expect.stringContaining('blocked'),
  });
});

describe('expression', () => {
  it.each([
    {
      args: ['Join(" ", [givenName], [surname])', '--set', 'givenName=Mira', '--set', 'surname=Rao'],
      code: 0,
      says: 'Mira Rao\n',
    },
    { args: ['ToUpper([nickname])'], code: 0, says: '(no value)\n' },
    { args: ['ToUpper("a")', '--json'], code: 0, says: '"value":"A"' },
  ])('of $args.0 prints $says', async ({ args, code, says }) => {
    const { out, ...rest } = await run(['expression', ...args]);
    expect(rest).toEqual({ code, err: '' });
    expect(out.replaceAll(/\s*([:{}])\s*/g, args.includes('--json') ? '$1' : '$&')).toContain(says);
  });

  it('that is wrong points at the character', async () => {
    const { code, err } = await run(['expression', 'ToLower([mail]']);
    expect([code, err]).toEqual([1, expect.stringContaining('Character 15: expected')]);
  });
});

it('mapping shows what each attribute gets, and from where', async () => {
  const { code, out } = await run(['mapping']);
  expect(code).toBe(0);
  expect(out).toMatch(/^userName +isil\.ozturk@fjordline\.example\n +from userPrincipalName, matching 1$/m);
  expect(out).toContain('(no value: not sent)');
});
