import type { JsonObject } from '@scimwright/core';
import { engines } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../events/deliver.fixture.ts';
import {
  groupOf,
  MANAGER,
  openErasureBench,
  patchOf,
  taggedUser,
  type ErasureBench,
} from './erasure-bench.fixture.ts';

const SEED = 1;
/** Enough for every step to happen to every person. */
const STEPS = 120;

/** Random numbers, the same in each run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A person of the test. */
interface Someone {
  readonly tag: string;
  userName: string;
  /** Undefined while the person does not exist. */
  id: string | undefined;
  /** The latest id of the person. */
  lastId: string;
}

type Step = (bench: ErasureBench, one: Someone, other: Someone, chance: number) => Promise<unknown>;

const filtered = (text: string): string => `/Users?filter=${encodeURIComponent(text)}`;

/** Events in the life of a person; some of them change another person. */
const steps: Readonly<Record<string, Step>> = {
  'is looked for': ({ scim }, { userName }) => scim('GET', filtered(`userName eq "${userName}"`)),
  'is searched': ({ scim }, { tag }) => scim('GET', filtered(`displayName co "${tag}"`)),
  'is requested by name': ({ scim }, { userName }) => scim('GET', `/Users/${encodeURIComponent(userName)}`),
  'is created twice': async ({ scim }, { tag, userName, id }) => {
    if (id !== undefined) await scim('POST', '/Users', taggedUser(tag, { userName }));
  },
  'is refused without a mail': ({ scim }, { tag }) => scim('POST', '/Users', taggedUser(tag, { emails: [] })),
  'has no name': ({ scim }, { tag }) =>
    scim('POST', '/Users', { displayName: `Dame ${tag}-display`, active: `${tag}-mail@contoso.example` }),
  'is changed': ({ scim }, { tag, lastId }, _, chance) =>
    scim(
      'PATCH',
      `/Users/${lastId}`,
      patchOf({ op: 'replace', path: 'name.familyName', value: `${tag}f${chance}` }),
    ),
  'has a wrong path': ({ scim }, { tag, lastId }) =>
    scim(
      'PATCH',
      `/Users/${lastId}`,
      patchOf(
        { op: 'replace', path: `emails[value eq "${tag}-mail@contoso.example"].display`, value: tag },
        { op: 'add', path: `nonsense[value eq "${tag}"]`, value: tag },
      ),
    ),
  'is disabled beside a wrong operation': ({ scim }, { tag, lastId }) =>
    scim(
      'PATCH',
      `/Users/${lastId}`,
      patchOf(
        { op: 'replace', path: 'active', value: 'False' },
        { op: 'replace', path: `emails[type eq "work" and value eq "${tag}"]`, value: tag },
        { op: 'replace', path: 'userName', value: { nobody: tag } },
      ),
    ),
  'is renamed': async ({ scim }, one, _, chance) => {
    const userName = `${one.tag}-renamed${chance}@contoso.example`;
    const patch = patchOf({ op: 'replace', path: 'userName', value: userName });
    const { status } = await scim('PATCH', `/Users/${one.lastId}`, patch);
    if (status === 200) one.userName = userName;
  },
  leaves: async ({ scim }, one) => {
    await scim('DELETE', `/Users/${one.lastId}`);
    one.id = undefined;
  },
  'comes back': async ({ scim }, one) => {
    if (one.id !== undefined) return;
    const { body } = await scim('POST', '/Users', taggedUser(one.tag, { userName: one.userName }));
    one.id = String(body['id']);
    one.lastId = one.id;
  },
  'manages another': ({ scim }, { tag, lastId }, other) =>
    scim(
      'PATCH',
      `/Users/${other.lastId}`,
      patchOf({
        op: 'replace',
        path: MANAGER,
        value: { value: lastId, displayName: `Dame ${tag}-display` },
      }),
    ),
  'is mentioned in the title of another': async ({ scim }, { tag }, other) => {
    for (const value of [`stands in for ${tag}-Mail@contoso.example`, 'Engineer'])
      await scim('PATCH', `/Users/${other.lastId}`, patchOf({ op: 'replace', path: 'title', value }));
  },
  'has a name that another requests': async ({ scim }, { userName, id }, other) => {
    const patch = patchOf({ op: 'replace', path: 'userName', value: userName });
    if (id !== undefined) await scim('PATCH', `/Users/${other.lastId}`, patch);
  },
  'is in a group': ({ scim }, { tag, lastId }, other, chance) =>
    scim('POST', '/Groups', {
      ...groupOf(`group ${chance}`, [lastId, other.lastId]),
      members: [{ value: lastId, display: `Dame ${tag}-display` }, { value: other.lastId }],
    }),
  'has a token': ({ admin }, { tag, lastId }) =>
    admin('POST', '/tokens', { userId: lastId, description: `of ${tag}-User@contoso.example` }),
  'makes a link': ({ admin }, { tag }) =>
    admin('POST', '/hand-overs', { createdBy: `${tag}-mail@contoso.example` }),
};

async function live(name: string, opened: ErasureBench): Promise<readonly Someone[]> {
  const random = seeded(SEED);
  const people = await Promise.all(
    [0, 1, 2].map(async (at): Promise<Someone> => {
      const tag = `zq${name.slice(0, 1)}x${at}`;
      const user = taggedUser(tag);
      const { body } = await opened.scim('POST', '/Users', user);
      return { tag, userName: String(user['userName']), id: String(body['id']), lastId: String(body['id']) };
    }),
  );
  // One token of Entra, which contains the data of two people.
  const [first, second] = people;
  await opened.admin('POST', '/tokens', {
    description: `for ${first?.tag}-ext`,
    createdBy: String(second?.userName),
  });
  const all = Object.values(steps);
  for (let at = 0; at < STEPS; at += 1) {
    const [one, other] = [people[random(3)], people[random(3)]];
    const step = all[random(all.length)];
    if (one === undefined || other === undefined || one === other) continue;
    await step?.(opened, one, other, random(1_000));
  }
  return people;
}

/** Waits until the log of reads is stored: the entry of a last request comes last. */
async function settled({ scim, admin }: ErasureBench): Promise<void> {
  await scim('GET', '/Users/nobody-of-them');
  await until(async () => (await admin('GET', '/log?about=nobody-of-them')).text.includes('nobody-of-them'));
}

describe.each(engines)('an erased person, on $name', (engine) => {
  let bench: ErasureBench;
  let left: readonly Someone[];
  beforeAll(async () => {
    bench = await openErasureBench(engine);
    left = await live(engine.name, bench);
    await settled(bench);
  }, 60_000);
  afterAll(() => bench.close());

  it.each([
    ['erased by name', ({ userName }: Someone) => userName.toUpperCase()],
    ['erased by id', ({ lastId }: Someone) => lastId],
    ['erased last of all', ({ userName }: Someone) => userName],
  ])('is in no table, log or answer: %s', async (_, nameOf) => {
    const [victim, ...others] = left;
    if (victim === undefined) throw new Error('nobody');
    left = others;
    const { tag, userName, lastId, id } = victim;
    const before = await everythingOf(bench, others);
    expect(await bench.places(tag)).not.toEqual([]);

    const asked = { person: nameOf(victim) };
    const all = await bench.admin('POST', '/people/export', asked);
    expect([all.status, all.text]).toEqual([200, expect.stringContaining(tag)]);
    const unconfirmed = await bench.admin('POST', '/people/erase', asked);
    expect([unconfirmed.status, unconfirmed.text]).toEqual([422, expect.stringContaining('for good')]);
    expect(await everythingOf(bench, others)).toEqual(before);
    const erased = await bench.admin('POST', '/people/erase', { ...asked, confirm: true });
    expect(erased).toMatchObject({
      status: 200,
      body: { removed: id !== undefined, waitingEvents: 0, scrubbed: true, isThereAgain: false },
    });

    expect(await bench.places(tag)).toEqual([]);
    expect(bench.lines.filter((line) => line.toLowerCase().includes(tag.toLowerCase()))).toEqual([]);
    const after = await everythingOf(bench, others);
    expect(after).toEqual(before);
    const trail = await bench.trail();
    expect(trail).toContain(
      `"action":"erasePerson","connector":"staff","tenant":"contoso","subject":"${lastId}"`,
    );
    expect(trail).toContain('exportPerson');
    const again = await bench.admin('POST', '/people/erase', { person: userName, confirm: true });
    expect([again.status, again.text]).toEqual([404, expect.not.stringContaining(tag)]);
  });
});

/** The data of the other people, without their managers. */
async function everythingOf({ scim, admin }: ErasureBench, others: readonly Someone[]): Promise<unknown> {
  return Promise.all(
    others.map(async ({ lastId }) => {
      const { status, body } = await scim('GET', `/Users/${lastId}`);
      const kept: JsonObject = Object.fromEntries(
        Object.entries(body).filter(([name]) => name.startsWith('urn:') === false && name !== 'meta'),
      );
      const log = await admin('GET', `/log?about=${lastId}&limit=200&operation=create`);
      return { status, kept, log: log.body['entries'] };
    }),
  );
}
