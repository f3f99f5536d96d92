// @ts-check
import { randomInt } from 'node:crypto';
import { Recorder } from '../recorder.mjs';
import { ScimClient } from '../scim-client.mjs';
import { usageOf } from '../servers/usage.mjs';
import { manyAtOnce } from '../../workspace/many-at-once.mjs';
import { phases } from './phases.mjs';
import { Session } from './session.mjs';
/** @import { Latency } from '../statistics.mjs' */
/** @import { Endpoint } from '../servers/host.mjs' */
/** @import { Counts, Phase, PhaseName } from './phases.mjs' */

/**
 * @typedef {object} Measured
 * @property {number} requests
 * @property {number} perSecond requests
 * @property {number} [cpuMs] the server's processor time for a request
 * @property {number} [rssMiB] the server's memory at the end
 * @property {number} [peakMiB] the most since its start
 * @property {Latency} latency
 * @property {Record<string, Latency>} operations
 * @property {true} [cutShort] the time for a phase was over before all was done
 *
 * @typedef {{ wrong: string }} Failed an answer was wrong, or there was none
 */

/** The numbers of the groups of a warm-up begin beyond this at random, so that no other group has their names. */
const WARM_UP_GROUPS = 1_000_000;

/**
 * A client of a tenant, warmed up together with the server: users who come, change, join groups, are listed and go before anything is
 * measured.
 *
 * @param {Endpoint} endpoint
 * @param {{ inFlight: number, warmUp: number, disabledAs?: false }} options
 * @returns {Promise<{ client: ScimClient, session: Session }>}
 */
export async function openSession(endpoint, { inFlight, warmUp, disabledAs }) {
  const client = new ScimClient({ ...endpoint, connections: inFlight });
  const session = new Session(client, new Recorder(), disabledAs === false ? { disabledAs } : {});
  const counts = { users: warmUp, groups: 0, members: 20, batch: 1, pageSize: 100, walks: 0 };
  /** @type {readonly (readonly [name: PhaseName, units: number, first?: number])[]} */
  const work = [
    ['initial', warmUp],
    ['incremental', warmUp],
    ['groups', Math.ceil(warmUp / 30), WARM_UP_GROUPS + randomInt(1_000_000_000)],
    ['paging', 3],
    ['disable', warmUp],
  ];
  for (const [name, units, first = 0] of work) {
    const { unit, inFlight: limit = inFlight } = /** @type {Phase} */ (phases[name]);
    await manyAtOnce({ to: units, limit }, (at) => unit(session, first + at, counts));
  }
  session.users = [];
  session.groups = [];
  return { client, session };
}

/**
 * Does all units of a phase and measures them.
 *
 * @param {Phase} phase
 * @param {Session} session
 * @param {{ pid: number, counts: Counts, inFlight: number, seconds: number }} options `seconds` is the most that it may take
 * @returns {Promise<Measured>}
 * @throws WrongAnswer, or what kept an answer away
 */
async function measurePhase(phase, session, { pid, counts, inFlight, seconds }) {
  const record = new Recorder();
  session.notedIn(record);
  const units = phase.units(counts, session);
  const before = usageOf(pid);
  const begin = performance.now();
  const done = await manyAtOnce(
    { to: units, limit: phase.inFlight ?? inFlight, deadline: begin + seconds * 1000 },
    (at) => phase.unit(session, at, counts),
  );
  const took = performance.now() - begin;
  const after = usageOf(pid);
  session.notedIn(new Recorder());
  await phase.after?.(session);
  return {
    requests: record.requests,
    perSecond: record.requests / (took / 1000),
    ...(before && after && { cpuMs: (after.cpuMs - before.cpuMs) / record.requests }),
    ...(after && { rssMiB: after.rssMiB, peakMiB: after.peakMiB }),
    latency: record.overall(),
    operations: record.byOperation(),
    ...(done < units && { cutShort: true }),
  };
}

/**
 * Runs phases against a server, each building on the ones before. After a wrong answer nothing more is sent: what follows
 * would be wrong as well.
 *
 * @param {readonly PhaseName[]} names in the order of the table
 * @param {Endpoint & { pid: number, disabledAs?: false }} server
 * @param {{ counts: Counts, inFlight: number, warmUp: number, seconds: number }} options
 * @returns {Promise<Partial<Record<PhaseName, Measured | Failed>>>}
 */
export async function runPhases(names, server, { counts, inFlight, warmUp, seconds }) {
  /** @type {Partial<Record<PhaseName, Measured | Failed>>} */
  const results = {};
  /** @type {ScimClient | undefined} */
  let client;
  /** @type {PhaseName} */
  let current = 'initial';
  try {
    const opened = await openSession(server, { ...server, inFlight, warmUp });
    const { session } = opened;
    client = opened.client;
    if (!names.includes('initial'))
      await manyAtOnce({ to: counts.users, limit: inFlight }, (at) => session.create(at));
    for (const name of names) {
      current = name;
      results[name] = await measurePhase(phases[name], session, {
        pid: server.pid,
        counts,
        inFlight,
        seconds,
      });
    }
  } catch (error) {
    results[current] = { wrong: error instanceof Error ? error.message : String(error) };
  } finally {
    await client?.close();
  }
  return results;
}
