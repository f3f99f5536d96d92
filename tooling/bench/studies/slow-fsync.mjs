// @ts-check
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runPhases } from '../load/run-phases.mjs';
import { WrongAnswer } from '../scim-client.mjs';
import { servers } from '../servers/table.mjs';
import { ratioOverRounds } from '../statistics.mjs';
import { NotRun } from './not-run.mjs';
/** @import { ServerName } from '../servers/table.mjs' */
/** @import { Study } from './table.mjs' */

const FSYNC_MS = 2;
const ROUNDS = 3;
const IN_FLIGHT = [8, 32];
/** @type {readonly ServerName[]} */
const COMPARED = ['promapp', 'template', 'floor-single'];

/**
 * @typedef {object} SlowFsync
 * @property {number} fsyncMs
 * @property {readonly { server: ServerName, inFlight: number, perSecond: number, ratio: number | undefined }[]} rows
 *   users looked up and created; `ratio` to a commit for each write
 */

/**
 * The initial cycle where a commit is slow, as on a volume of a cloud: there, commits together are what counts.
 *
 * @type {Study<SlowFsync>}
 */
export async function measureSlowFsync({ stage, checkout, options, say }) {
  const env = { LD_PRELOAD: compile(stage.folder), FSYNC_MS: String(FSYNC_MS) };
  /** @type {SlowFsync['rows'][number][]} */
  const rows = [];
  for (const inFlight of IN_FLIGHT) {
    /** @type {Map<ServerName, number[]>} */
    const found = new Map(COMPARED.map((name) => [name, []]));
    const counts = {
      ...options.counts,
      users: Math.ceil((options.counts.users / 4) * Math.sqrt(inFlight / 8)),
    };
    for (let round = 0; round < Math.min(ROUNDS, options.rounds); round += 1) {
      for (const name of COMPARED) {
        say(`${name}, ${inFlight} in flight, ${FSYNC_MS} ms more for each fsync`);
        const server = await servers[name].start(stage, { checkout, env });
        const { initial } = await runPhases(['initial'], server, {
          counts,
          inFlight,
          warmUp: options.warmUp,
          seconds: options.seconds.phase,
        });
        await server.stop();
        if (initial === undefined || 'wrong' in initial) throw new WrongAnswer(`${name}: ${initial?.wrong}`);
        found.get(name)?.push(initial.perSecond);
      }
    }
    const baseline = found.get('floor-single') ?? [];
    for (const [server, values] of found) {
      const perSecond = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
      rows.push({ server, inFlight, perSecond, ratio: ratioOverRounds(values, baseline)?.median });
    }
  }
  return { fsyncMs: FSYNC_MS, rows };
}

/**
 * @param {string} folder
 * @returns the library
 * @throws NotRun where it cannot be compiled or loaded
 */
function compile(folder) {
  if (process.platform !== 'linux') throw new NotRun('LD_PRELOAD is of Linux.');
  const library = join(folder, 'slow-fsync.so');
  const source = fileURLToPath(new URL('slow-fsync.c', import.meta.url));
  try {
    execFileSync('cc', ['-O2', '-shared', '-fPIC', '-o', library, source, '-ldl'], { stdio: 'pipe' });
  } catch (error) {
    throw new NotRun(`There is no C compiler that works: ${error instanceof Error ? error.message : error}`);
  }
  return library;
}
