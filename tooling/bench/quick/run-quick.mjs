// @ts-check
import { openSession } from '../load/run-phases.mjs';
import { startHost } from '../servers/host.mjs';
import { servers } from '../servers/table.mjs';
import { inFixedColumns } from './columns.mjs';
import { buildBase, findBase } from './build-base.mjs';
import { runPairs } from './run-pairs.mjs';
import { distanceOf, verdictOf } from './verdict.mjs';
/** @import { Endpoint } from '../servers/host.mjs' */
/** @import { Setting } from '../studies/table.mjs' */
/** @import { Spread } from '../statistics.mjs' */
/** @import { PairedPhase } from './run-pairs.mjs' */

const CONNECTORS = ['promapp', 'template'];
/** For all phases of one connector. */
const SECONDS = 24;

/** @typedef {{ openTenant(connector: string): Promise<Endpoint & { pid: number }>, title: string }} Side */

/**
 * Compares this checkout with the commit that it began with: both hosts are up at once, each with its own load, and they
 * take turns. A machine that is busy for a while is busy for both.
 *
 * @param {Setting & { print(text: string): void }} setting
 * @returns {Promise<number>} the exit code
 */
export async function runQuick({ stage, checkout, options, say, print }) {
  /** @param {string} folder @param {string} title @returns {Promise<Side>} */
  const hostOf = async (folder, title) => {
    const host = await startHost(stage, { checkout: folder });
    return {
      title,
      openTenant: async (connector) => ({ ...(await host.openTenant(connector)), pid: host.pid }),
    };
  };
  const base = await startBase();
  const ours = await hostOf(checkout, 'this checkout');
  say(`this checkout beside ${base.title}`);
  /** @type {(PairedPhase & { what: string })[]} */
  const rows = [];
  for (const connector of CONNECTORS) {
    const sides = await Promise.all(
      [ours, base].map(async (side) => {
        const endpoint = await side.openTenant(connector);
        const opened = await openSession(endpoint, { inFlight: options.inFlight, warmUp: options.warmUp });
        return { ...opened, pid: endpoint.pid };
      }),
    );
    const paired = await runPairs(sides, {
      options,
      seconds: SECONDS,
      say: (phase) => say(`${connector}: ${phase}`),
    });
    rows.push(...paired.map((row) => ({ ...row, what: `${connector} ${row.phase}` })));
    await Promise.all(sides.map(({ client }) => client.close()));
  }
  const verdict = base.isL ? distanceOf(rows) : verdictOf(rows, base.title);
  if (options.json) print(JSON.stringify({ base: base.title, verdict, rows }, undefined, 1));
  else print(`${inFixedColumns(tableOf(rows))}\n\n${verdict}`);
  return 0;

  async function startBase() {
    try {
      const { commit, title } = findBase(checkout, options.against);
      say(`the base is ${title}`);
      return { ...(await hostOf(await buildBase(commit, checkout), title)), isL: false };
    } catch (error) {
      if (options.against !== undefined) throw error;
      const why = error instanceof Error ? error.message : String(error);
      say(`The base cannot be built, so L takes its place: ${why.trim().split('\n').at(-1)}`);
      return {
        isL: true,
        title: 'L, the least server of this stack',
        openTenant: () => servers.floor.start(stage, { checkout }),
      };
    }
  }
}

/** @param {readonly (PairedPhase & { what: string })[]} rows */
function tableOf(rows) {
  const spread = (/** @type {Spread} */ { median, low, high }) =>
    `× ${median.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
  return [
    ['', 'time of a request', 'processor time of it', 'requests a second', 'pairs'],
    ...rows.map(({ what, time, cpu, perSecond, pairs }) => [
      what,
      spread(time),
      cpu === undefined ? '–' : spread(cpu),
      `${perSecond[0].toFixed(0)}, was ${perSecond[1].toFixed(0)}`,
      String(pairs),
    ]),
  ];
}
