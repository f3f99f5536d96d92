// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { userName } from '../load/entra.mjs';
import { phases } from '../load/phases.mjs';
import { openSession } from '../load/run-phases.mjs';
import { manyAtOnce } from '../../workspace/many-at-once.mjs';
import { schedule, sendWhenDue } from '../open-loop.mjs';
import { Recorder } from '../recorder.mjs';
import { ScimClient, WrongAnswer } from '../scim-client.mjs';
import { startHost } from '../servers/host.mjs';
import { usageOf } from '../servers/usage.mjs';
import { latencyOf, median } from '../statistics.mjs';
import { fillByStore } from './fill.mjs';
/** @import { Session } from '../load/session.mjs' */
/** @import { Latency } from '../statistics.mjs' */
/** @import { Study } from './table.mjs' */

const LOOKUPS = 300;
const CHANGES = 40;
const PAGES = 40;
const PAGE_SIZE = 100;
const MEMBERS_AT_ONCE = 1000;
/** More users than this are added through the store. */
const MOST_BY_HTTP = 100_000;
const SETTLE_MS = 1000;
/** The memory of larger tenants is compared with that of this one. */
export const MEMORY_FROM = 5_000;

/**
 * @typedef {object} Growth
 * @property {readonly { users: number, hit: Latency, miss: Latency }[]} lookups
 * @property {readonly { users: number, rssMiB: number, peakMiB: number }[]} memory
 * @property {{ users: number, firstMs: number, lastMs: number }} [pages]
 * @property {readonly { members: number, add: Latency, remove: Latency, readMs: number }[]} group
 * @property {{ members: number, aloneMs: number, reads: number, lookup: Latency }} [neighbours] lookups of others while
 *   somebody reads the group
 * @property {string} [stopped] why it ended before the largest size
 */

/**
 * One tenant of promapp on SQLite that grows: lookups, memory, pages, one large group, and the others while it is read.
 *
 * @type {Study<Growth>}
 */
export async function measureGrowth({ stage, checkout, options, say }) {
  const { largest, seconds } = options;
  const dataDir = stage.newFolder('growth');
  const host = await startHost(stage, { checkout, dataDir });
  const endpoint = await host.openTenant('promapp');
  const deadline = performance.now() + seconds.growth * 1000;
  const { client, session } = await openSession(endpoint, { inFlight: 32, warmUp: options.warmUp });
  /** @type {{ -readonly [Name in keyof Growth]: Growth[Name] extends readonly (infer Row)[] ? Row[] : Growth[Name] }} */
  const growth = { lookups: [], memory: [], group: [] };

  /** @param {number} users */
  const addUsers = async (users) => {
    const from = session.users.length;
    const done = await manyAtOnce({ from, to: users, limit: 32, deadline }, async (at) => {
      await session.create(at);
      if ((at + 1) % 10_000 === 0) say(`${at + 1} users`);
    });
    if (done < users) growth.stopped = `The time was over at ${done} users.`;
    return done === users;
  };
  const noteMemory = async () => {
    await sleep(SETTLE_MS);
    const usage = usageOf(host.pid);
    const users = session.users.length;
    if (usage) growth.memory.push({ users, rssMiB: usage.rssMiB, peakMiB: usage.peakMiB });
  };

  const sizes = [1_000, 5_000, 10_000, 100_000].filter((size) => size <= Math.min(largest, MOST_BY_HTTP));
  if (sizes.at(-1) !== Math.min(largest, MOST_BY_HTTP)) sizes.push(Math.min(largest, MOST_BY_HTTP));
  for (const size of sizes) {
    if (!(await addUsers(size))) break;
    // What V8 lets lie before it collects grows with the requests: as many as follow, so that the rest is due to the users.
    if (size === MEMORY_FROM)
      await manyAtOnce({ to: (Math.max(...sizes) - size) / 2, limit: 32, deadline }, (at) =>
        phases.incremental.unit(session, at % size, options.counts),
      );
    await noteMemory();
    growth.lookups.push(await lookUp(session, size, size));
  }
  const known = session.users.length;
  growth.pages = await readPages(session, known);
  const groupSizes = [1_000, 10_000, 100_000].filter((size) => size <= known);
  if (groupSizes.length === 0) groupSizes.push(Math.floor(known / 2), known);
  await session.createGroup(0);
  let members = 0;
  for (const size of groupSizes) {
    for (; members < size; members += MEMBERS_AT_ONCE)
      await session.join(0, session.users.slice(members, Math.min(size, members + MEMBERS_AT_ONCE)));
    members = size;
    say(`a group of ${size}`);
    growth.group.push(await changeGroup(session, size));
  }
  growth.neighbours = await readBeside(session, endpoint, members, seconds.neighbours);
  if (growth.stopped === undefined && largest > MOST_BY_HTTP) {
    const users = await fillByStore({
      url: `sqlite:${dataDir}/scimwright.sqlite`,
      tenant: 'bench',
      from: known,
      to: largest,
      deadline,
      onProgress: (users) => users % 100_000 === 0 && say(`${users} users`),
    });
    if (users < largest) growth.stopped = `The time was over at ${users} users.`;
    growth.lookups.push(await lookUp(session, users, known));
  }
  await client.close();
  await host.stop();
  return growth;
}

/**
 * Looks users and nobody up, twice: after a fill, the disk is still writing while the first ones are asked for.
 *
 * @param {Session} session
 * @param {number} users how many there are
 * @param {number} known how many of them this session created
 */
async function lookUp(session, users, known) {
  let record = new Recorder();
  for (let pass = 0; pass < 2; pass += 1) {
    record = new Recorder();
    session.notedIn(record);
    const samples = Math.min(LOOKUPS, known);
    for (let sample = 0; sample < samples; sample += 1) {
      await session.find(Math.floor((sample * known) / samples));
      await session.findNobody(`nobody${sample}.${userName(sample)}`);
    }
  }
  return {
    users,
    hit: latencyOf(record.samplesOf('look user up')),
    miss: latencyOf(record.samplesOf('look nobody up')),
  };
}

/** Reads the first and the last page in turn. @param {Session} session @param {number} users */
async function readPages(session, users) {
  const record = new Recorder();
  session.notedIn(record);
  const last = Math.max(1, Math.floor((users - 1) / PAGE_SIZE) * PAGE_SIZE + 1 - PAGE_SIZE);
  for (let at = 0; at < PAGES; at += 1) {
    await session.page(1, PAGE_SIZE, users, 'first');
    await session.page(last, PAGE_SIZE, users, 'last');
  }
  return { users, firstMs: median(record.samplesOf('first')), lastMs: median(record.samplesOf('last')) };
}

/**
 * Adds and removes one member of a group, again and again, and reads it.
 *
 * @param {Session} session
 * @param {number} size
 */
async function changeGroup(session, size) {
  const record = new Recorder();
  session.notedIn(record);
  // Somebody who is in it leaves and comes back, so that every user is a member at the largest size too.
  for (let at = 0; at < CHANGES; at += 1) {
    const id = session.users[at] ?? '';
    await session.leave(0, id);
    await session.join(0, [id]);
  }
  await session.readMembers(0, session.users.slice(0, size));
  return {
    members: size,
    add: latencyOf(record.samplesOf('add 1 member')),
    remove: latencyOf(record.samplesOf('remove 1 member')),
    readMs: median(record.samplesOf('read group')),
  };
}

/**
 * Four clients look users up, each 25 times a second, while one reads a large group again and again.
 *
 * @param {Session} session
 * @param {{ url: string, token: string }} endpoint
 * @param {number} members
 * @param {number} seconds
 */
async function readBeside(session, endpoint, members, seconds) {
  const path = `/Groups/${session.groups[0]}`;
  const reader = new ScimClient({ ...endpoint, connections: 1 });
  const alone = await reader.drain(path);
  /** @type {number[]} */
  const latencies = [];
  const state = { isOver: false };
  let reads = 0;
  const reading = (async () => {
    while (!state.isOver) {
      const { status, bytes } = await reader.drain(path);
      if (status !== 200 || bytes !== alone.bytes)
        throw new WrongAnswer(
          `The group was answered ${status} with ${bytes} bytes instead of ${alone.bytes}.`,
        );
      reads += 1;
    }
  })();
  session.notedIn(new Recorder());
  const looking = sendWhenDue(schedule({ clients: 4, perSecond: 25, seconds }), {
    send: ({ at, client }) => session.find((at * 4 + client) % session.users.length),
    note: (_request, latency) => latencies.push(latency),
  }).finally(() => {
    state.isOver = true;
  });
  await Promise.all([reading, looking]);
  await reader.close();
  return { members, aloneMs: alone.ms, reads, lookup: latencyOf(latencies) };
}
