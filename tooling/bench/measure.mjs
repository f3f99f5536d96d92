// @ts-check
import { WrongAnswer } from './scim-client.mjs';
import { describeMachine } from './machine.mjs';
import { runRounds } from './rounds.mjs';
import { studies, studyNames } from './studies/table.mjs';
/** @import { Machine } from './machine.mjs' */
/** @import { Turn } from './rounds.mjs' */
/** @import { Setting, StudyName } from './studies/table.mjs' */

/**
 * @template {StudyName} Name
 * @typedef {Awaited<ReturnType<(typeof studies)[Name]['measure']>>} ResultOf
 */

/**
 * @typedef {object} Results of a run; one file of JSON, from which the page is written
 * @property {string} at
 * @property {number} tookSeconds
 * @property {Machine} machine
 * @property {Pick<import('./options.mjs').Options, 'rounds' | 'inFlight' | 'counts'>} options
 * @property {readonly Turn[]} rounds
 * @property {{ [Name in StudyName]?: ResultOf<Name> | { notRun: string } | { wrong: string } }} studies
 */

/**
 * Measures what the options ask for. What cannot run is noted with the reason, and the rest goes on.
 *
 * @param {Setting & { root: string }} setting
 * @param {(results: Results) => void} onProgress called with what there is so far
 * @returns {Promise<Results>}
 */
export async function measure(setting, onProgress) {
  const { root, stage, options, say } = setting;
  const begin = performance.now();
  const { rounds, inFlight, counts } = options;
  /** @type {Results} */
  let results = {
    at: new Date().toISOString(),
    tookSeconds: 0,
    machine: describeMachine(root, stage.folder),
    options: { rounds, inFlight, counts },
    rounds: [],
    studies: {},
  };
  /** @param {Partial<Results>} more */
  const keep = (more) => {
    const { postgresVersion: postgres } = stage;
    const machine = { ...results.machine, ...(postgres !== undefined && { postgres }) };
    results = { ...results, ...more, machine, tookSeconds: (performance.now() - begin) / 1000 };
    onProgress(results);
  };
  if (options.parts.includes('rounds'))
    await runRounds(setting, (turn) => keep({ rounds: [...results.rounds, turn] }));
  for (const name of studyNames.filter((name) => options.parts.includes(name))) {
    say(studies[name].title);
    keep({ studies: { ...results.studies, [name]: await study(name, setting) } });
  }
  return results;
}

/**
 * @param {StudyName} name
 * @param {Setting} setting
 * @returns {Promise<object>}
 */
async function study(name, setting) {
  try {
    return await studies[name].measure(setting);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return error instanceof WrongAnswer ? { wrong: message } : { notRun: message };
  } finally {
    await setting.stage.stopServers();
  }
}

/**
 * Every wrong answer of a run, and where it was.
 *
 * @param {Pick<Results, 'rounds' | 'studies'>} results
 * @returns {readonly string[]}
 */
export function wrongAnswers({ rounds, studies: found }) {
  const inRounds = rounds.flatMap(({ round, server, phases }) =>
    Object.entries(phases).flatMap(([phase, result]) =>
      'wrong' in result ? [`${server}, round ${round}, ${phase}: ${result.wrong}`] : [],
    ),
  );
  const inStudies = Object.entries(found).flatMap(([name, result]) =>
    'wrong' in result ? [`${name}: ${result.wrong}`] : [],
  );
  return [...inRounds, ...inStudies];
}

/**
 * What could not be measured, and why.
 *
 * @param {Pick<Results, 'rounds' | 'studies'>} results
 * @returns {readonly string[]}
 */
export function notRun({ rounds, studies: found }) {
  const servers = new Map(
    rounds.flatMap(({ server, notRun }) => (notRun === undefined ? [] : [[server, notRun]])),
  );
  const others = Object.entries(found).flatMap(([name, result]) =>
    'notRun' in result ? [`${name}: ${result.notRun}`] : [],
  );
  return [...[...servers].map(([server, why]) => `${server}: ${why}`), ...others];
}
