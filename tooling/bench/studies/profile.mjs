// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manyAtOnce } from '../../workspace/many-at-once.mjs';
import { phases } from '../load/phases.mjs';
import { openSession } from '../load/run-phases.mjs';
import { Recorder } from '../recorder.mjs';
import { servers } from '../servers/table.mjs';
import { threadTimes } from '../servers/usage.mjs';
import { NotRun } from './not-run.mjs';
/** @import { PhaseName } from '../load/phases.mjs' */
/** @import { ServerName } from '../servers/table.mjs' */
/** @import { Study } from './table.mjs' */

/** @type {readonly ServerName[]} */
const PROFILED = ['promapp', 'template', 'floor', 'promapp-postgres', 'floor-postgres'];
/** @type {readonly PhaseName[]} */
const PHASES = ['initial', 'incremental', 'groups', 'paging'];

/**
 * What the main thread does, by the function that runs: the first part that takes it. V8 counts a native function without a script, such
 * as a call of the SQLite driver, as the function that called it.
 *
 * @type {readonly (readonly [part: string, takes: (frame: Frame) => boolean])[]}
 */
const PARTS = [
  ['garbage collection', ({ functionName }) => functionName === '(garbage collector)'],
  [
    'writing to sockets',
    ({ functionName, url }) => url === '' && /^(writev|write\w*|shutdown)$/.test(functionName),
  ],
  [
    'the driver',
    ({ url }) =>
      /node_modules\/(sqlite3|pg|pg-\w+|knex|tarn)\/(?!.*node_modules)|store-knex\/dist\/dialect\/keep-prepared/.test(
        url,
      ),
  ],
  ['Node', ({ url }) => url === '' || url.startsWith('node:')],
  ['Koa and other libraries', ({ url }) => url.includes('/node_modules/')],
  ['own code', () => true],
];

export const partNames = PARTS.map(([name]) => name);

/**
 * @typedef {{ functionName: string, url: string }} Frame
 *
 * @typedef {object} CpuProfile as V8 writes it
 * @property {readonly { id: number, callFrame: Frame }[]} nodes
 * @property {number} startTime in microseconds
 * @property {readonly number[]} samples
 * @property {readonly number[]} timeDeltas in microseconds
 *
 * @typedef {object} ProfileRow
 * @property {ServerName} server
 * @property {PhaseName} phase
 * @property {Record<string, number>} threads microseconds for a request
 * @property {Record<string, number>} parts of the main thread, microseconds for a request
 */

/**
 * What the processor time of a request is spent on, in phases of Entra's cycles: by V8's own profile, which slows a server down by a few
 * per cent.
 *
 * @type {Study<{ rows: readonly ProfileRow[] }>}
 */
export async function measureProfile({ stage, checkout, options, say }) {
  /** @type {ProfileRow[]} */
  const rows = [];
  if (process.platform !== 'linux') throw new NotRun('Linux knows what each thread took.');
  for (const name of PROFILED) {
    say(`${name}, under V8's profiler`);
    const folder = stage.newFolder('profile');
    const server = await servers[name].start(stage, {
      checkout,
      node: ['--cpu-prof', `--cpu-prof-dir=${folder}`],
    });
    const { client, session } = await openSession(server, options);
    const windows = [];
    for (const phase of PHASES) {
      const { unit, units, inFlight = options.inFlight } = phases[phase];
      const record = new Recorder();
      session.notedIn(record);
      const before = threadTimes(server.pid);
      const from = microseconds();
      await manyAtOnce({ to: units(options.counts, session), limit: inFlight }, (at) =>
        unit(session, at, options.counts),
      );
      const to = microseconds();
      const after = threadTimes(server.pid);
      windows.push({ phase, from, to, requests: record.requests, before, after });
    }
    await client.close();
    // It writes the profile when it ends.
    await server.stop();
    const profile = readProfile(folder);
    for (const { phase, from, to, requests, before, after } of windows) {
      const ofRequest = (/** @type {Readonly<Record<string, number>>} */ times) =>
        Object.fromEntries(Object.entries(times).map(([of, time]) => [of, time / requests]));
      rows.push({
        server: name,
        phase,
        threads: ofRequest({
          'main thread': after['main thread'] - before['main thread'],
          "V8's threads": after["V8's threads"] - before["V8's threads"],
          pool: after.pool - before.pool,
        }),
        parts: ofRequest(partsOf(profile, from, to)),
      });
    }
  }
  return { rows };
}

/** The clock of V8's profiles. */
function microseconds() {
  return Number(process.hrtime.bigint() / 1000n);
}

/**
 * @param {string} folder
 * @returns {CpuProfile}
 */
function readProfile(folder) {
  const [file] = readdirSync(folder);
  if (file === undefined) throw new Error('The server wrote no profile when it ended.');
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

/**
 * The microseconds of each part between two times. Idling is none.
 *
 * @param {CpuProfile} profile
 * @param {number} from
 * @param {number} to
 */
export function partsOf({ nodes, startTime, samples, timeDeltas }, from, to) {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  /** @type {Record<string, number>} */
  const parts = Object.fromEntries(partNames.map((name) => [name, 0]));
  let at = startTime;
  for (const [index, delta] of timeDeltas.entries()) {
    at += delta;
    const frame = frames.get(samples[index] ?? 0);
    if (at < from || at > to || frame === undefined || frame.functionName === '(idle)') continue;
    const [name = ''] = PARTS.find(([, takes]) => takes(frame)) ?? [];
    parts[name] = (parts[name] ?? 0) + delta;
  }
  return parts;
}
