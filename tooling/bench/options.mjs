// @ts-check
import { parseArgs } from 'node:util';
import { Refusal } from '../launcher/run-program.mjs';
import { phaseNames } from './load/phases.mjs';
import { serverNames } from './servers/table.mjs';
import { studyNames } from './studies/table.mjs';
/** @import { Counts, PhaseName } from './load/phases.mjs' */
/** @import { ServerName } from './servers/table.mjs' */
/** @import { StudyName } from './studies/table.mjs' */

/**
 * @typedef {object} Options
 * @property {boolean} quick
 * @property {string | undefined} against a git ref
 * @property {readonly Part[]} parts
 * @property {readonly ServerName[]} servers
 * @property {readonly PhaseName[]} phases
 * @property {number} rounds
 * @property {number} inFlight
 * @property {number} warmUp
 * @property {Counts} counts
 * @property {number} tenants
 * @property {number} largest users of the tenant that grows
 * @property {{ phase: number, tenants: number, neighbours: number, growth: number, micro: number }} seconds
 * @property {string | undefined} out
 * @property {string | undefined} from
 * @property {boolean} json
 *
 * @typedef {'rounds' | StudyName} Part
 */

/** @type {readonly Part[]} */
const partNames = ['rounds', ...studyNames];

export const help = `pnpm bench                    measures everything and writes docs/performance.md; about 20 minutes
pnpm bench --quick            whether this checkout is slower than the commit that it began with; about a minute
                              after the first time, which builds that commit

  --against <ref>     with --quick: compare with this commit, branch or tag
  --only <parts>      of ${partNames.join(', ')}
  --servers <names>   of ${serverNames.join(', ')}
  --phases <names>    of ${phaseNames.join(', ')}
  --rounds <n>        how often every server is started and measured [5]
  --users <n>         users of the initial cycle [1500]
  --in-flight <n>     requests under way at once [8]
  --tenants <n>       tenants at a fixed rate [40]
  --seconds <n>       how long they send [60]
  --largest <n>       users of the tenant that grows [1000000]
  --out <folder>      where performance.md and the folder performance are written [docs]
  --from <file>       writes the page again from an earlier results.json, and measures nothing
  --json              prints the results on standard output; the page is then written only with --out

Lists have commas. Progress is on standard error. Ctrl-C stops everything and says what was done.`;

/**
 * @param {readonly string[]} args
 * @returns {Options | 'help'}
 * @throws Refusal that says what is wrong with them
 */
export function readOptions(args) {
  const { values } = parse(args);
  if (values.help) return 'help';
  const quick = values.quick === true;
  const misplaced = /** @type {const} */ (['only', 'servers', 'phases', 'rounds', 'from', 'out']).find(
    (name) => values[name] !== undefined,
  );
  if (quick && misplaced) throw new Refusal(`--${misplaced} has no meaning with --quick.`);
  if (!quick && values.against !== undefined) throw new Refusal('--against needs --quick.');
  const users = atLeast(1, 'users', values.users, quick ? 4_000 : 1_500);
  const seconds = atLeast(1, 'seconds', values.seconds, 60);
  const isShort = users < 500;
  return {
    quick,
    against: values.against,
    parts: namesOf('only', values.only, partNames),
    servers: namesOf('servers', values.servers, serverNames),
    phases: namesOf('phases', values.phases, phaseNames),
    rounds: atLeast(1, 'rounds', values.rounds, 5),
    inFlight: atLeast(1, 'in-flight', values['in-flight'], 8),
    warmUp: isShort ? Math.ceil(users / 3) : 300,
    counts: {
      users,
      groups: isShort ? 4 : 24,
      members: Math.min(60, users),
      batch: 20,
      pageSize: 100,
      walks: isShort ? 5 : 15,
    },
    tenants: atLeast(1, 'tenants', values.tenants, 40),
    largest: atLeast(10, 'largest', values.largest, 1_000_000),
    seconds: {
      phase: 20,
      tenants: seconds,
      neighbours: Math.min(10, seconds),
      growth: 780,
      micro: isShort ? 0.1 : 1,
    },
    out: values.out,
    from: values.from,
    json: values.json === true,
  };
}

/** @param {readonly string[]} args */
function parse(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const flag = /** @type {const} */ ({ type: 'boolean' });
  try {
    return parseArgs({
      args: [...args],
      options: {
        quick: flag,
        against: text,
        only: text,
        servers: text,
        phases: text,
        rounds: text,
        users: text,
        'in-flight': text,
        tenants: text,
        seconds: text,
        largest: text,
        out: text,
        from: text,
        json: flag,
        help: flag,
      },
    });
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : error}\n\n${help}`);
  }
}

/**
 * @param {number} least
 * @param {string} name
 * @param {string | undefined} text
 * @param {number} otherwise
 */
function atLeast(least, name, text, otherwise) {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least)
    throw new Refusal(`--${name} ${text}: write a whole number of at least ${least}.`);
  return number;
}

/**
 * @template {string} Name
 * @param {string} option
 * @param {string | undefined} text
 * @param {readonly Name[]} known
 * @returns {readonly Name[]} in the order of the table
 */
function namesOf(option, text, known) {
  if (text === undefined) return known;
  const asked = text.split(',').map((name) => name.trim());
  const unknown = asked.find((name) => !known.some((other) => other === name));
  if (unknown !== undefined)
    throw new Refusal(`--${option} has no ${unknown || 'empty name'}: choose among ${known.join(', ')}.`);
  return known.filter((name) => asked.includes(name));
}
