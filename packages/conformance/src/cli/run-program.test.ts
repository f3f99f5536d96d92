import { createServer, type RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import { ERROR } from '@scimwright/core/messages';
import { SERVICE_PROVIDER_CONFIG } from '@scimwright/core/schema';
import { afterEach, describe, expect, it } from 'vitest';
import { liar, liars } from '../liars.fixture.ts';
import { listenOnLoopback } from '../listen-on-loopback.fixture.ts';
import type { ConformanceReport } from '../report/conformance-report.ts';
import { runProgram, type ProgramIo } from './run-program.ts';

const TOKEN = 'scimw_secret-0123456789';
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Starts a server, and returns the tenant URL on it. */
async function serve(server: ReturnType<typeof createServer>): Promise<string> {
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `${await listenOnLoopback(server)}/contoso/scim/v2`;
}

interface Run {
  readonly env?: ProgramIo['env'];
  readonly stdin?: string;
  readonly isTTY?: boolean;
  readonly signal?: AbortSignal;
}

async function run(args: readonly string[], { env = {}, stdin, isTTY = false, signal }: Run = {}) {
  const [out, err]: [string[], string[]] = [[], []];
  const input = Object.assign(Readable.from(stdin === undefined ? [] : [stdin]), {
    isTTY: stdin === undefined,
  });
  const code = await runProgram(args, {
    env,
    stdin: input,
    stdout: { write: (text) => out.push(text) },
    stderr: { isTTY, columns: 40, write: (text) => err.push(text) },
    signal: signal ?? new AbortController().signal,
  });
  return { code, out: out.join(''), err: err.join('') };
}

const json =
  (body: unknown, status = 200, type = 'application/scim+json'): RequestListener =>
  (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': type });
    response.end(JSON.stringify(body));
  };

/** A server that stores users, with one peculiarity. */
function keeper({ created = 201, type = 'application/scim+json', deleted = 204 } = {}) {
  const users = new Map<string, object>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const id = request.url?.split('/').at(-1) ?? '';
      if (request.method === 'POST') {
        const user = {
          id: `u${users.size + 1}`,
          ...(JSON.parse(Buffer.concat(chunks).toString()) as object),
        };
        users.set(user.id, user);
        json(user, created, type)(request, response);
      } else if (request.method === 'DELETE') {
        if (deleted === 204) users.delete(id);
        response.writeHead(deleted).end();
      } else {
        const user = users.get(id);
        const gone = { schemas: [ERROR], status: '404', detail: 'There is none.' };
        json(user ?? gone, user === undefined ? 404 : 200, type)(request, response);
      }
    });
  });
  return { server, users };
}

describe('the command refuses to start', () => {
  it.each([
    { when: 'there is no URL', args: [], says: '--url' },
    { when: 'the URL is malformed', args: ['--url', 'contoso'], says: 'is not a URL' },
    { when: 'the URL has a password', args: ['--url', 'https://a:b@x.example/scim'], says: 'Leave them out' },
    { when: 'the URL has a query', args: ['--url', 'https://x.example/scim?a=1'], says: 'behind ? or #' },
    { when: 'there is no token', args: ['--url', 'https://x.example/scim'], says: 'Set SCIM_TOKEN' },
    {
      when: 'the token has two lines',
      args: ['--url', 'https://x.example/scim', '--token', 'a\nb'],
      says: 'no header may have',
    },
    {
      when: 'no case covers the rule',
      args: ['--url', 'https://x.example/scim', '--token', 'a', '--only', '1234'],
      says: 'No case covers 1234',
    },
    {
      when: 'the timeout is not a number',
      args: ['--url', 'https://x.example/scim', '--token', 'a', '--timeout', 'soon'],
      says: 'number of seconds',
    },
    {
      when: 'nothing answers',
      args: ['--url', 'http://127.0.0.1:1/scim', '--token', 'a'],
      says: 'Check the URL',
    },
  ])('when $when, and says what to do', async ({ args, says }) => {
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(says);
  });

  it('when the token is refused', async () => {
    const url = await serve(
      liar({ status: 401, body: { schemas: [ERROR], status: '401', detail: 'No entry.' } }),
    );
    const { code, err } = await run(['--url', url], { env: { SCIM_TOKEN: TOKEN } });
    expect({ code, err: err.includes('refused the token with 401'), told: err.includes(TOKEN) }).toEqual({
      code: 2,
      err: true,
      told: false,
    });
  });
});

describe('the token', () => {
  it.each([
    { from: 'the option', args: ['--token', TOKEN], io: {} },
    { from: 'SCIM_TOKEN', args: [], io: { env: { SCIM_TOKEN: TOKEN } } },
    { from: 'standard input', args: [], io: { stdin: `${TOKEN}\n` } },
  ])('is read from $from, and never printed, even if the server repeats it', async ({ args, io }) => {
    const seen: (string | undefined)[] = [];
    const url = await serve(
      createServer((request, response) => {
        seen.push(request.headers.authorization);
        json({ said: request.headers.authorization }, 200)(request, response);
      }),
    );
    const { code, out, err } = await run(['--url', url, '--only', '7644-3.3', ...args], io);
    expect(seen).toContain(`Bearer ${TOKEN}`);
    expect(code).toBe(1);
    expect(out).toContain('[token]');
    expect(out + err).not.toContain(TOKEN);
  });
});

describe('the report', () => {
  it.each(liars)('of a server that $about shows failures, as text and as JSON', async ({ status, body }) => {
    const url = await serve(liar({ status, body }));
    const args = ['--url', url, '--token', TOKEN, '--only', '7644-3.3'];
    const { code, out } = await run(args);
    expect(code).toBe(1);
    expect(out).toMatch(/^✗ E {2}Create .* met, \d+ failed/m);
    expect(out).toMatch(/^ {2}why {3}\S/m);
    expect(out).toMatch(/^ {2}rule {2}7644-3\.3-\d\d MUST /m);
    expect(out).toContain('Read https://www.rfc-editor.org/rfc/rfc7644#section-3.3');
    const report = JSON.parse((await run([...args, '--json'])).out) as ConformanceReport; // by this package
    expect(report.cases).toMatchObject({ passed: 0 });
    expect(report.failures).toHaveLength(report.cases.failed);
    expect(report.areas.find(({ id }) => id === 'Q')?.requirements[0]?.result).toBe('not tested');
  });

  it('says which cases need more than a URL and a token', async () => {
    const url = await serve(
      liar({ status: 500, body: { schemas: [ERROR], status: '500', detail: 'It fails.' } }),
    );
    const { out } = await run(['--url', url, '--token', TOKEN, '--only', '7644-6.2-01']);
    expect(out).toContain(
      '0 cases passed, 0 failed, 1 not run.\nNot run were cases that need:\n  a second tenant\n',
    );
  });
});

describe('a feature that the server does not advertise', () => {
  it('is not tested', async () => {
    const config = {
      schemas: [SERVICE_PROVIDER_CONFIG],
      bulk: { supported: false },
      sort: { supported: true },
    };
    const url = await serve(liar({ status: 200, body: config }));
    const args = ['--url', url, '--token', TOKEN];
    const { out } = await run([
      ...args,
      '--only',
      '7644-3.7-01',
      '--only',
      '7644-3.4.2.3-01',
      '--only',
      '9865-2-01',
    ]);
    expect(out).toMatch(/^- Q {2}Bulk .* 0 of \d+ met, \d+ not tested$/m);
    expect(out).toMatch(/^✗ I {2}Sorting .* [1-9] failed/m);
    expect(out).toContain('\n  Bulk, which the server does not advertise\n');
    expect(out).toContain('\n  cursors, which the server does not advertise\n');
  });
});

describe('what a run creates', () => {
  it.each([
    { server: 'answers a creation with 200', in: { created: 200 } },
    { server: 'labels its answers as JSON', in: { type: 'application/json' } },
  ])('is deleted, even if the server $server', async ({ in: way }) => {
    const { server, users } = keeper(way);
    const { out } = await run(['--url', await serve(server), '--token', TOKEN, '--only', '7644-3.3-01']);
    expect(users.size).toBe(0);
    expect(out).toMatch(/Created \d+ resources? and deleted all of them\./);
  });

  it.each([
    { server: 'refuses to delete', in: { deleted: 403 } },
    { server: 'confirms a delete but keeps the resource', in: { deleted: 200 } },
  ])('is listed if the server $server', async ({ in: way }) => {
    const { server, users } = keeper(way);
    const url = await serve(server);
    const { code, out } = await run(['--url', url, '--token', TOKEN, '--only', '7644-3.3-01']);
    expect(code).toBe(1);
    expect(users.size).toBeGreaterThan(0);
    for (const id of users.keys()) expect(out).toMatch(new RegExp(`^  ${url}/\\w+/${id}$`, 'm'));
    expect(out).toContain('delete them yourself');
  });

  it('may be unknown if the server does not answer', async () => {
    const url = await serve(
      createServer((request, response) => {
        if (request.method === 'GET') json({}, 200)(request, response);
        else request.resume();
      }),
    );
    const args = ['--url', url, '--token', TOKEN, '--only', '7644-3.3-01', '--timeout', '0.1'];
    const { code, out } = await run(args);
    expect(code).toBe(1);
    expect(out).toContain(`These requests got no answer.`);
    expect(out).toContain(`\n  POST ${url}/Users`);
  });
});

describe('Ctrl-C', () => {
  it('sends no further request of the case, deletes what it created and says so', async () => {
    const interrupted = new AbortController();
    const { server, users } = keeper();
    server.on('request', ({ method }) => {
      if (method === 'POST') interrupted.abort();
    });
    const { code, out, err } = await run(['--url', await serve(server), '--token', TOKEN], {
      signal: interrupted.signal,
    });
    expect({ code, left: users.size }).toEqual({ code: 130, left: 0 });
    expect(err).toContain('Stopping, and deleting what this case created.');
    expect(out).toContain('The run was stopped');
  });
});

describe('progress', () => {
  it.each([
    { on: 'a terminal', isTTY: true, lines: true },
    { on: 'anything else', isTTY: false, lines: false },
  ])('on $on', async ({ isTTY, lines }) => {
    const { server } = keeper();
    const { out, err } = await run(
      ['--url', await serve(server), '--token', TOKEN, '--only', '7644-3.3-01'],
      { isTTY },
    );
    expect(err.includes('\r\u001b[K1/')).toBe(lines);
    for (const line of err.split('\r\u001b[K').slice(1, -1)) expect(line.length).toBeLessThan(40);
    expect(err).toContain('They create users and groups');
    expect(out).not.toContain('\r');
  });
});
