// @ts-check
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { forThisTest } from '../../workspace/for-this-test.mjs';
import { answerFrom } from '../floor/answer.mjs';
import { groupCommitStore } from '../floor/group-commit-store.mjs';
import { serve } from '../floor/serve.mjs';
import { singleWritesStore } from '../floor/single-writes-store.mjs';
import { runPairs } from '../quick/run-pairs.mjs';
import { readOptions } from '../options.mjs';
import { phaseNames } from './phases.mjs';
import { openSession, runPhases } from './run-phases.mjs';
/** @import { Reply, Request } from '../floor/answer.mjs' */

/** @typedef {(reply: Reply, request: Request) => Reply} Lie */

/** @param {(file: string) => ReturnType<typeof groupCommitStore>} open @param {Lie} [lie] */
async function openFloor(open, lie = (reply) => reply) {
  const folder = forThisTest(mkdtempSync(join(tmpdir(), 'scimwright-floor-')));
  const store = await open(join(folder, 'floor.sqlite'));
  const honest = answerFrom(store);
  const { url, close } = await serve(async (request) => lie(await honest(request), request), 'token');
  onTestFinished(async () => {
    await close();
    await store.close();
  });
  return { url, token: 'token', pid: process.pid };
}

const few = {
  counts: { users: 30, groups: 2, members: 4, batch: 3, pageSize: 10, walks: 1 },
  inFlight: 4,
  warmUp: 2,
  seconds: 20,
};

/** @param {(text: string) => string} rewrite @returns {Lie} */
const rewritten =
  (rewrite) =>
  ({ status, text }) =>
    text === undefined ? { status } : { status, text: rewrite(text) };

/** @param {string} method @param {RegExp} path @param {Lie} lie @returns {Lie} */
const lieAbout = (method, path, lie) => (reply, request) =>
  request.method === method && path.test(request.path) ? lie(reply, request) : reply;

describe.each([
  { floor: 'one commit for many writes', open: groupCommitStore },
  { floor: 'a commit for each write', open: singleWritesStore },
])('the floor with $floor', ({ open }) => {
  it('gives the answers that the load wants', async () => {
    const results = await runPhases(phaseNames, await openFloor(open), few);
    expect(results).toEqual(
      Object.fromEntries(
        phaseNames.map((name) => [name, expect.objectContaining({ perSecond: expect.any(Number) })]),
      ),
    );
    expect(results.paging).toMatchObject({ requests: 3 });
  });
});

/** Shows the first page wherever a page is asked for. @returns {Lie} */
function repeatedPages() {
  /** @type {Reply | undefined} */
  let first;
  return (reply, { query }) => (query.get('count') === '10' ? (first ??= reply) : reply);
}

/** @type {{ what: string, phase: string, lie: Lie, says: string }[]} */
const lies = [
  {
    what: 'a taken userName is taken again',
    phase: 'initial',
    lie: (reply) => (reply.status === 409 ? { ...reply, status: 201 } : reply),
    says: 'Wanted: status 409',
  },
  {
    what: 'a created user has no id',
    phase: 'initial',
    lie: lieAbout(
      'POST',
      /^\/Users$/,
      rewritten((text) => text.replace('"id"', '"no"')),
    ),
    says: 'with an id',
  },
  {
    what: 'a lookup finds nobody',
    phase: 'initial',
    lie: (reply, { query }) =>
      query.has('filter') && reply.text?.includes('"totalResults":1')
        ? { status: 200, text: '{"totalResults":0,"Resources":[]}' }
        : reply,
    says: 'Wanted: a list of 1',
  },
  {
    what: 'a change is answered and not made',
    phase: 'incremental',
    lie: lieAbout(
      'PATCH',
      /^\/Users/,
      rewritten((text) => text.replaceAll('Renamed', 'Ada')),
    ),
    says: 'Wanted: the changed user',
  },
  {
    what: 'a member is missing',
    phase: 'groups',
    lie: lieAbout(
      'GET',
      /^\/Groups\/./,
      rewritten((text) => text.replace(/\{"value":"[^"]*","\$ref":"[^"]*"\},/, '')),
    ),
    says: 'Wanted: 4 members; it has 3',
  },
  {
    what: 'a list of groups has members that were left out by request',
    phase: 'groups',
    lie: lieAbout(
      'GET',
      /^\/Groups$/,
      rewritten((text) => text.replace('"displayName"', '"members":[],"displayName"')),
    ),
    says: 'without members',
  },
  {
    what: 'a page is shown twice',
    phase: 'paging',
    lie: repeatedPages(),
    says: 'Wanted: each of 30 users once',
  },
  {
    what: 'who was disabled is active',
    phase: 'disable',
    lie: lieAbout(
      'PATCH',
      /^\/Users/,
      rewritten((text) => text.replace('"active":false', '"active":true')),
    ),
    says: 'Wanted: the changed user',
  },
  {
    what: 'a deleted user is still there',
    phase: 'disable',
    lie: (reply, { method }) =>
      method === 'GET' && reply.status === 404 ? { status: 200, text: '{}' } : reply,
    says: 'Wanted: status 404',
  },
  {
    what: 'the server fails',
    phase: 'initial',
    lie: () => ({ status: 500 }),
    says: 'was answered 500 with Internal Server Error. Wanted: status 200.',
  },
];

describe('the load', () => {
  it.each(lies)('fails where $what', async ({ phase, lie, says }) => {
    // The warm-up is honest, so that the phase is known.
    let isHonest = true;
    const server = await openFloor(groupCommitStore, (reply, request) =>
      isHonest ? reply : lie(reply, request),
    );
    const { client } = await openSession(server, few);
    await client.close();
    isHonest = false;
    const results = await runPhases(phaseNames, server, { ...few, warmUp: 0 });
    expect(Object.keys(results).at(-1)).toBe(phase);
    expect(Object.values(results).at(-1)).toEqual({ wrong: expect.stringContaining(says) });
  });
});

it('pairs of slices compare two servers that are up at once', async () => {
  const options = readOptions(['--quick', '--users', '100']);
  if (options === 'help') throw new Error('These are no options.');
  const sides = [];
  for (const open of [groupCommitStore, singleWritesStore]) {
    const server = await openFloor(open);
    sides.push({ ...(await openSession(server, few)), pid: server.pid });
  }
  const rows = await runPairs(sides, { options, seconds: 0, leastPairs: 2, say: () => undefined });
  expect(rows.map(({ phase }) => phase)).toEqual(['initial', 'incremental', 'groups', 'paging', 'disable']);
  for (const { time, pairs } of rows) {
    expect(pairs).toBeGreaterThanOrEqual(1);
    expect(time.median).toBeGreaterThan(0);
  }
  for (const { client } of sides) await client.close();
});
