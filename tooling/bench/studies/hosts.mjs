// @ts-check
import { availableParallelism, cpus } from 'node:os';
import { openSession } from '../load/run-phases.mjs';
import { phases } from '../load/phases.mjs';
import { manyAtOnce } from '../../workspace/many-at-once.mjs';
import { Recorder } from '../recorder.mjs';
import { startHost } from '../servers/host.mjs';
import { usageOf } from '../servers/usage.mjs';
import { median, ratioOverRounds } from '../statistics.mjs';
/** @import { Study } from './table.mjs' */

const ROUNDS = 3;
/** Together, so that more hosts are asked for no more than one. */
const IN_FLIGHT = 24;
const HOSTS = [1, 2, 3];

/**
 * @typedef {object} Hosts
 * @property {number} cores
 * @property {readonly { hosts: number, perSecond: number, hostCores: number, busy: number }[]} rows `hostCores` that each
 *   host used, and the share of all cores that was busy
 * @property {number | undefined} ratio two to one
 */

/**
 * The initial cycle of promapp on PostgreSQL by one host and by more, with the same number of requests under way.
 *
 * @type {Study<Hosts>}
 */
export async function measureHosts({ stage, checkout, options, say }) {
  /** @type {{ hosts: number, perSecond: number, hostCores: number, busy: number }[]} */
  const found = [];
  for (let round = 0; round < Math.min(ROUNDS, options.rounds); round += 1) {
    for (const hosts of HOSTS) {
      say(`${hosts} on one PostgreSQL`);
      found.push(await measureSome(hosts));
    }
  }
  const rows = HOSTS.map((hosts) => {
    const of = found.filter((row) => row.hosts === hosts);
    return {
      hosts,
      perSecond: median(of.map(({ perSecond }) => perSecond)),
      hostCores: median(of.map(({ hostCores }) => hostCores)),
      busy: median(of.map(({ busy }) => busy)),
    };
  });
  const rates = (/** @type {number} */ hosts) =>
    found.filter((row) => row.hosts === hosts).map(({ perSecond }) => perSecond);
  return { cores: availableParallelism(), rows, ratio: ratioOverRounds(rates(2), rates(1))?.median };

  /** @param {number} count */
  async function measureSome(count) {
    const env = { DATABASE_URL: await stage.newDatabase() };
    const running = [];
    for (let at = 0; at < count; at += 1) running.push(await startHost(stage, { checkout, env }));
    const [first] = running;
    if (first === undefined) throw new Error('No host was started.');
    const endpoint = await first.openTenant('promapp');
    const { pathname } = new URL(endpoint.url);
    /** @type {Awaited<ReturnType<typeof openSession>>[]} */
    const sessions = [];
    for (const { origin } of running) {
      const url = origin + pathname;
      sessions.push(
        await openSession({ ...endpoint, url }, { inFlight: IN_FLIGHT / count, warmUp: options.warmUp }),
      );
    }
    const record = new Recorder();
    for (const { session } of sessions) session.notedIn(record);
    const before = { cpuMs: cpuOf(running), machine: machineTimes() };
    const begin = performance.now();
    await manyAtOnce(
      { to: options.counts.users, limit: IN_FLIGHT, deadline: begin + options.seconds.phase * 1000 },
      async (at) => {
        const session = sessions[at % count]?.session;
        if (session) await phases.initial.unit(session, at, options.counts);
      },
    );
    const took = performance.now() - begin;
    const hostCores = (cpuOf(running) - before.cpuMs) / took / count;
    const machine = machineTimes();
    for (const { client } of sessions) await client.close();
    for (const host of running) await host.stop();
    const busy = 1 - (machine.idle - before.machine.idle) / (machine.all - before.machine.all);
    return { hosts: count, perSecond: record.requests / (took / 1000), hostCores, busy };
  }
}

/** @param {readonly { pid: number }[]} hosts */
function cpuOf(hosts) {
  return hosts.reduce((sum, { pid }) => sum + (usageOf(pid)?.cpuMs ?? Number.NaN), 0);
}

/** The milliseconds of all cores since the machine started. */
function machineTimes() {
  let [idle, all] = [0, 0];
  for (const { times } of cpus()) {
    idle += times.idle;
    all += times.idle + times.user + times.sys + times.nice + times.irq;
  }
  return { idle, all };
}
