// @ts-check
import { ratioOverRounds } from '../statistics.mjs';
import { MEMORY_FROM } from '../studies/growth.mjs';
/** @import { PhaseName } from '../load/phases.mjs' */
/** @import { Results, ResultOf } from '../measure.mjs' */
/** @import { ServerName } from '../servers/table.mjs' */
/** @import { StudyName } from '../studies/table.mjs' */

/**
 * One figure of a row, beside what it has to be.
 *
 * @typedef {object} Value
 * @property {string} label
 * @property {number} value
 * @property {number} [must] without it, the value is only shown
 * @property {number} [aim]
 *
 * @typedef {object} Row what must hold
 * @property {string} what
 * @property {'at least' | 'at most'} bound
 * @property {string} must
 * @property {string} aim
 * @property {(value: number) => string} show
 * @property {(results: Results) => readonly Value[]} measure nothing when it was not measured
 *
 * @typedef {'aim reached' | 'met' | 'not met' | 'not measured' | 'smaller than asked for'} Verdict
 */

const CYCLES = /** @type {const} */ (['initial', 'incremental', 'groups', 'disable']);

/** @param {number} value */
const times = (value) => `${value.toFixed(value < 9.95 ? 2 : 1)} ×`;
/** @param {string} unit @param {number} digits @returns {(value: number) => string} */
const inUnit = (unit, digits) => (value) => `${value.toFixed(digits)} ${unit}`;

/** @type {readonly Row[]} */
export const rows = [
  {
    what: 'promapp, everything on, × L',
    bound: 'at least',
    must: '≥ 0.70 ×',
    aim: '≥ 1.0 ×',
    show: times,
    measure: (results) => ratios(results, 'promapp', 'floor', same(CYCLES, 0.7, 1)),
  },
  {
    what: 'template, everything on, × L',
    bound: 'at least',
    must: '≥ 0.50 ×',
    aim: '≥ 0.85 ×',
    show: times,
    measure: (results) => ratios(results, 'template', 'floor', same(CYCLES, 0.5, 0.85)),
  },
  {
    what: 'paging, 100 a page, × L: promapp and template',
    bound: 'at least',
    must: '≥ 0.9 and 0.7 ×',
    aim: '≥ 1.2 ×',
    show: times,
    measure: (results) => [
      ...ratios(results, 'promapp', 'floor', { paging: [0.9, 1.2] }, 'promapp'),
      ...ratios(results, 'template', 'floor', { paging: [0.7, 1.2] }, 'template'),
    ],
  },
  {
    what: 'template × scimmy in memory',
    bound: 'at least',
    must: 'initial 1.3, incremental 3, groups 6, disable 2, paging 5 ×',
    aim: '1.8, 5, 12, 3.5, 9 ×',
    show: times,
    measure: (results) =>
      ratios(results, 'template', 'scimmy', {
        initial: [1.3, 1.8],
        incremental: [3, 5],
        groups: [6, 12],
        disable: [2, 3.5],
        paging: [5, 9],
      }),
  },
  {
    what: 'add or remove one member of the largest group, × in a group of 1,000',
    bound: 'at most',
    must: '≤ 1.2 ×',
    aim: '≤ 1.0 ×',
    show: times,
    measure: ({ studies }) => {
      const { first, last } = endsOf(resultOf(studies, 'growth')?.group);
      if (first === undefined || last === undefined) return [];
      const size = last.members.toLocaleString('en');
      const limits = when(last.members === 100_000, { must: 1.2, aim: 1 });
      return [
        { label: `add, ${size}`, value: last.add.p50 / first.add.p50, ...limits },
        { label: `remove, ${size}`, value: last.remove.p50 / first.remove.p50, ...limits },
      ];
    },
  },
  {
    what: 'userName lookup among most users, × among 1,000',
    bound: 'at most',
    must: '≤ 1.3 ×',
    aim: '≤ 1.1 ×',
    show: times,
    measure: ({ studies }) => {
      const { first, last } = endsOf(resultOf(studies, 'growth')?.lookups);
      if (first === undefined || last === undefined) return [];
      const label = `${last.users.toLocaleString('en')} users`;
      const limits = when(last.users === 1_000_000, { must: 1.3, aim: 1.1 });
      return [{ label, value: last.hit.p50 / first.hit.p50, ...limits }];
    },
  },
  {
    what: 'last page × first page, by index',
    bound: 'at most',
    must: '≤ 2 ×',
    aim: '≤ 1.3 ×',
    show: times,
    measure: ({ studies }) => {
      const pages = resultOf(studies, 'growth')?.pages;
      if (pages === undefined) return [];
      const label = `${pages.users.toLocaleString('en')} users`;
      const limits = when(pages.users === 100_000, { must: 2, aim: 1.3 });
      return [{ label, value: pages.lastMs / pages.firstMs, ...limits }];
    },
  },
  {
    what: "other clients' lookups, p99, while one client reads the largest group",
    bound: 'at most',
    must: '≤ 50 ms',
    aim: '≤ 20 ms',
    show: inUnit('ms', 0),
    measure: ({ studies }) => {
      const beside = resultOf(studies, 'growth')?.neighbours;
      if (beside === undefined) return [];
      const label = `${beside.members.toLocaleString('en')} members`;
      const limits = when(beside.members === 100_000, { must: 50, aim: 20 });
      return [{ label, value: beside.lookup.p99, ...limits }];
    },
  },
  {
    what: 'memory, from 5,000 users to 100,000, after as many requests',
    bound: 'at most',
    must: '≤ 40 MiB at the peak',
    aim: '≤ 25 MiB',
    show: inUnit('MiB', 0),
    measure: ({ studies }) => {
      const memory = resultOf(studies, 'growth')?.memory ?? [];
      const from = memory.find(({ users }) => users === MEMORY_FROM);
      const to = memory.find(({ users }) => users === 100_000);
      if (from === undefined || to === undefined) return [];
      return [
        { label: 'peak', value: to.peakMiB - from.peakMiB, must: 40, aim: 25 },
        { label: 'at rest', value: to.rssMiB - from.rssMiB },
      ];
    },
  },
  {
    what: 'promapp on PostgreSQL × the PostgreSQL floor',
    bound: 'at least',
    must: '≥ 0.5 ×',
    aim: '≥ 0.8 ×',
    show: times,
    measure: (results) => ratios(results, 'promapp-postgres', 'floor-postgres', same(CYCLES, 0.5, 0.8)),
  },
  {
    what: '2 ms more for each fsync, × a commit for each write, 8 and 32 in flight',
    bound: 'at least',
    must: '≥ 2 and 4 ×',
    aim: '≥ 3.5 and 8 ×',
    show: times,
    measure: ({ studies }) =>
      (resultOf(studies, 'fsync')?.rows ?? []).flatMap(({ server, inFlight, ratio }) =>
        server === 'floor-single' || ratio === undefined
          ? []
          : [
              {
                label: `${server}, ${inFlight}`,
                value: ratio,
                ...(inFlight === 8 ? { must: 2, aim: 3.5 } : { must: 4, aim: 8 }),
              },
            ],
      ),
  },
  {
    what: 'parsing a filter as fast as scim2-parse-filter; a PATCH as fast as scim-patch',
    bound: 'at least',
    must: '≥ 1 ×',
    aim: '≥ 2 ×',
    show: times,
    measure: ({ studies }) => [
      ...speedUp(studies, 'filter', 'parse a filter', 'scim2-parse-filter'),
      ...speedUp(
        studies,
        'PATCH, the former user remains',
        'PATCH, and the former user remains',
        'scim-patch',
      ),
      ...speedUp(studies, 'PATCH, it may change', 'PATCH, from the body to the user', 'scim-patch'),
    ],
  },
  {
    what: '40 tenants × 25 requests a second, open loop, SQLite',
    bound: 'at most',
    must: 'p99 ≤ 100 ms',
    aim: 'p99 ≤ 30 ms at twice the rate',
    show: inUnit('ms', 0),
    measure: ({ studies }) =>
      (resultOf(studies, 'tenants')?.rates ?? []).map(({ tenants, perSecond, latency, cutShort }) => ({
        label: `${tenants} × ${perSecond} a second${cutShort ? ', did not keep up' : ''}, p99`,
        value: latency.p99,
        ...when(tenants === 40, perSecond === 25 ? { must: 100, aim: 100 } : { must: Infinity, aim: 30 }),
      })),
  },
  {
    what: 'two hosts on one PostgreSQL × one host',
    bound: 'at least',
    must: 'shown, with what bounds it',
    aim: 'near 2 ×',
    show: times,
    measure: ({ studies }) => {
      const hosts = resultOf(studies, 'hosts');
      if (hosts?.ratio === undefined) return [];
      return [{ label: `${hosts.cores} cores`, value: hosts.ratio, must: 0, aim: 1.8 }];
    },
  },
  {
    what: '`npm start` to `/readyz`, later starts',
    bound: 'at most',
    must: '≤ 1 s',
    aim: '≤ 0.6 s',
    show: inUnit('s', 2),
    measure: ({ studies }) => {
      const starts = resultOf(studies, 'start');
      return starts === undefined
        ? []
        : [{ label: 'median', value: starts.medianMs / 1000, must: 1, aim: 0.6 }];
    },
  },
];

/**
 * @param {Pick<Row, 'bound'>} row
 * @param {readonly Value[]} values
 * @returns {Verdict}
 */
export function verdictOf({ bound }, values) {
  if (values.length === 0) return 'not measured';
  if (values.every(({ must }) => must === undefined)) return 'smaller than asked for';
  const holds = (/** @type {Value} */ { value }, /** @type {number | undefined} */ limit) =>
    limit === undefined || (bound === 'at least' ? value >= limit : value <= limit);
  if (!values.every((value) => holds(value, value.must))) return 'not met';
  return values.every((value) => holds(value, value.aim)) ? 'aim reached' : 'met';
}

/**
 * Limits that are meant for a size, when it was reached.
 *
 * @param {boolean} isReached
 * @param {{ must: number, aim: number }} limits
 */
function when(isReached, limits) {
  return isReached ? limits : {};
}

/**
 * What a study found, if it ran to its end.
 *
 * @template {StudyName} Name
 * @param {Results['studies']} studies
 * @param {Name} name
 * @returns {ResultOf<Name> | undefined}
 */
export function resultOf(studies, name) {
  const result = studies[name];
  if (result === undefined || 'notRun' in result || 'wrong' in result) return undefined;
  return /** @type {ResultOf<Name>} */ (result);
}

/**
 * The ratio of requests a second of one server to another, by round.
 *
 * @param {Results} results
 * @param {PhaseName} phase
 * @param {ServerName} server
 * @param {ServerName} base
 */
export function ratioOf({ rounds, options }, phase, server, base) {
  const rates = (/** @type {ServerName} */ name) =>
    Array.from({ length: options.rounds }, (_, at) => {
      const found = rounds.find((turn) => turn.server === name && turn.round === at + 1)?.phases[phase];
      return found && 'perSecond' in found ? found.perSecond : undefined;
    });
  return ratioOverRounds(rates(server), rates(base));
}

/**
 * @param {Results} results
 * @param {ServerName} server
 * @param {ServerName} base
 * @param {Partial<Record<PhaseName, readonly [must: number, aim: number]>>} limits
 * @param {string} [label] instead of the phase
 */
function ratios(results, server, base, limits, label) {
  return Object.entries(limits).flatMap(([name, [must, aim]]) => {
    const phase = /** @type {PhaseName} */ (name);
    const ratio = ratioOf(results, phase, server, base);
    return ratio === undefined ? [] : [{ label: label ?? phase, value: ratio.median, must, aim }];
  });
}

/**
 * @param {readonly PhaseName[]} phases
 * @param {number} must
 * @param {number} aim
 * @returns {Partial<Record<PhaseName, readonly [number, number]>>}
 */
function same(phases, must, aim) {
  return Object.fromEntries(phases.map((phase) => [phase, [must, aim]]));
}

/**
 * @param {Results['studies']} studies
 * @param {string} label
 * @param {string} what
 * @param {string} library
 */
function speedUp(studies, label, what, library) {
  const of = (/** @type {string} */ by) =>
    resultOf(studies, 'micro')?.rows.find((row) => row.what === what && row.by === by)?.microseconds;
  const [ours, theirs] = [of('scimwright'), of(library)];
  return ours === undefined || theirs === undefined ? [] : [{ label, value: theirs / ours, must: 1, aim: 2 }];
}

/**
 * @template Point
 * @param {readonly Point[] | undefined} points
 * @returns {{ first?: Point, last?: Point }} nothing when there are not two
 */
function endsOf(points = []) {
  const [first, last] = [points[0], points.at(-1)];
  return first === undefined || last === undefined || points.length < 2 ? {} : { first, last };
}
