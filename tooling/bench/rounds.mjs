// @ts-check
import { loadavg } from 'node:os';
import { runPhases } from './load/run-phases.mjs';
import { servers } from './servers/table.mjs';
/** @import { Failed, Measured } from './load/run-phases.mjs' */
/** @import { PhaseName } from './load/phases.mjs' */
/** @import { ServerName } from './servers/table.mjs' */
/** @import { Setting } from './studies/table.mjs' */

/**
 * @typedef {object} Turn what one server did in one round
 * @property {number} round
 * @property {ServerName} server
 * @property {number} load of the machine, before
 * @property {Partial<Record<PhaseName, Measured | Failed>>} phases
 * @property {string} [notRun] why it could not start
 */

/**
 * Starts each server afresh in every round, A B C A B C, so that what slows the machine down for a while slows all of
 * them down.
 *
 * @param {Setting} setting
 * @param {(turn: Turn) => void} onTurn
 * @returns {Promise<readonly Turn[]>}
 */
export async function runRounds({ stage, checkout, options, say }, onTurn) {
  const turns = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const name of options.servers) {
      say(`round ${round} of ${options.rounds}: ${servers[name].title}`);
      const turn = { round, server: name, load: loadavg()[0] ?? 0, ...(await takeTurn(name)) };
      turns.push(turn);
      onTurn(turn);
    }
  }
  return turns;

  /**
   * @param {ServerName} name
   * @returns {Promise<Pick<Turn, 'phases' | 'notRun'>>}
   */
  async function takeTurn(name) {
    const kind = /** @type {import('./servers/table.mjs').ServerKind} */ (servers[name]);
    const { disabledAs } = kind;
    try {
      const server = await kind.start(stage, { checkout });
      try {
        const { counts, inFlight, warmUp, phases, seconds } = options;
        return {
          phases: await runPhases(
            phases,
            { ...server, ...(disabledAs === false && { disabledAs }) },
            { counts, inFlight, warmUp, seconds: seconds.phase },
          ),
        };
      } finally {
        await server.stop();
      }
    } catch (error) {
      return { phases: {}, notRun: error instanceof Error ? error.message : String(error) };
    }
  }
}
