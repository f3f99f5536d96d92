// @ts-check
import { phaseNames, phases } from '../load/phases.mjs';
import { notRun, wrongAnswers } from '../measure.mjs';
import { servers, serverNames } from '../servers/table.mjs';
import { median } from '../statistics.mjs';
import { partNames } from '../studies/profile.mjs';
import { ratioOf, resultOf, rows, verdictOf } from './must.mjs';
/** @import { Measured } from '../load/run-phases.mjs' */
/** @import { PhaseName } from '../load/phases.mjs' */
/** @import { Results } from '../measure.mjs' */
/** @import { ServerName } from '../servers/table.mjs' */

/**
 * The page about a run.
 *
 * @param {Results} results
 * @param {readonly string[]} plots the names of the files that were drawn, in the folder `performance`
 */
export function renderPage(results, plots) {
  return [
    '# Performance',
    introduction(results),
    '## What must hold',
    mustTable(results),
    ...wrongSection(results),
    ...picture(plots, 'ratios.svg', 'Requests a second of each server as a ratio to L, by phase'),
    '## By phase',
    byPhase(results),
    ...everythingSection(results),
    ...profileSection(results),
    ...growthSection(results, plots),
    ...tenantsSection(results),
    ...hostsSection(results),
    ...microSection(results, plots),
    '## How it was measured',
    method(results),
  ]
    .join('\n\n')
    .concat('\n');
}

/** @param {Results} results */
function introduction({ at, tookSeconds, machine, options, rounds }) {
  const packages = Object.entries(machine.packages).map(([name, version]) => `${name} ${version}`);
  if (machine.postgres !== undefined) packages.push(`PostgreSQL ${machine.postgres}`);
  const loads = rounds.map(({ load }) => load);
  return [
    `\`pnpm bench\` wrote this page on ${at.slice(0, 10)}, in ${Math.round(tookSeconds / 60)} minutes, at commit ${machine.commit}.`,
    `The machine: ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; an fsync takes ${machine.fsyncMs.toFixed(2)} ms.`,
    `Node ${machine.node}; ${packages.join(', ')}.`,
    ...(loads.length > 0
      ? [
          `The load of the machine before each turn was ${number(median(loads))} (median), at most ${number(Math.max(...loads))}.`,
        ]
      : []),
    `Server and client share the cores. Absolute figures move from machine to machine and from hour to hour; ratios come from ${options.rounds} interleaved rounds.`,
  ].join('\n');
}

/** @param {Results} results */
function mustTable(results) {
  return table(
    ['what', 'must', 'aim', 'measured', ''],
    rows.map((row) => {
      const values = row.measure(results);
      const measured = values.map(({ label, value }) => `${label} ${row.show(value)}`).join('; ');
      return [row.what, row.must, row.aim, measured || '–', verdictOf(row, values)];
    }),
  );
}

/** @param {Results} results */
function wrongSection(results) {
  const [wrong, missing] = [wrongAnswers(results), notRun(results)];
  return [
    ...(wrong.length > 0 ? ['## Wrong answers', list(wrong)] : []),
    ...(missing.length > 0 ? ['## Not run', list(missing)] : []),
  ];
}

/** @param {Results} results */
function byPhase(results) {
  return phaseNames
    .flatMap((phase) => {
      const lines = serverNames.flatMap((server) => phaseRow(results, phase, server));
      if (lines.length === 0) return [];
      const head = [
        'server',
        'requests/s',
        '× L',
        'p50 ms',
        'p95',
        'p99',
        'CPU, ms a request',
        'MiB',
        'peak',
      ];
      return [`### ${phases[phase].title}`, table(head, lines)];
    })
    .join('\n\n');
}

/**
 * @param {Results} results
 * @param {PhaseName} phase
 * @param {ServerName} server
 * @returns {readonly Measured[]} one of each round
 */
function measuredOf({ rounds }, phase, server) {
  return rounds.flatMap((turn) => {
    const measured = turn.server === server ? turn.phases[phase] : undefined;
    return measured && 'perSecond' in measured ? [measured] : [];
  });
}

/**
 * @param {Results} results
 * @param {PhaseName} phase
 * @param {ServerName} server
 * @returns {readonly (readonly string[])[]} one row, or none
 */
function phaseRow(results, phase, server) {
  const found = measuredOf(results, phase, server);
  if (found.length === 0) return [];
  const middle = (/** @type {(one: Measured) => number | undefined} */ of) =>
    median(found.map((one) => of(one) ?? NaN));
  const rates = found.map(({ perSecond }) => perSecond);
  const ratio = ratioOf(results, phase, server, 'floor');
  const isCut = found.some(({ cutShort }) => cutShort);
  return [
    [
      `${servers[server].title}${isCut ? ' (cut short)' : ''}`,
      `${number(middle(({ perSecond }) => perSecond))} (${number(Math.min(...rates))} to ${number(Math.max(...rates))})`,
      ratio === undefined ? '–' : number(ratio.median),
      ...[
        middle(({ latency }) => latency.p50),
        middle(({ latency }) => latency.p95),
        middle(({ latency }) => latency.p99),
        middle(({ cpuMs }) => cpuMs),
        middle(({ rssMiB }) => rssMiB),
        middle(({ peakMiB }) => peakMiB),
      ].map(number),
    ],
  ];
}

/** @param {Results} results */
function everythingSection(results) {
  const body = phaseNames.flatMap((phase) => {
    const [template, promapp] = /** @type {const} */ (['template', 'promapp']).map((server) =>
      median(measuredOf(results, phase, server).map(({ cpuMs }) => cpuMs ?? NaN)),
    );
    if (template === undefined || promapp === undefined || !Number.isFinite(template + promapp)) return [];
    return [[phases[phase].title, number(promapp), number(template), number(template / promapp)]];
  });
  if (body.length === 0) return [];
  return [
    "## What `searchedBy: 'everything'` costs",
    'The template answers every filter and every order, from a search document beside each resource, and shows the groups of each user. promapp answers what its indexes answer, and shows no groups. Processor time of a request:',
    table(['', 'promapp, ms', 'template, ms', '×'], body),
  ];
}

/** @param {Results} results */
function profileSection({ studies }) {
  const profile = resultOf(studies, 'profile');
  if (profile === undefined) return [];
  const threads = Object.keys(profile.rows[0]?.threads ?? {});
  return [
    '## Where the time goes',
    "The processor time of a request, in microseconds, under V8's profiler. V8's threads compile and collect garbage. The pool runs SQLite.",
    table(
      ['server', 'phase', ...threads],
      profile.rows.map(({ server, phase, threads: times }) => [
        server,
        phase,
        ...threads.map((thread) => number(times[thread] ?? NaN)),
      ]),
    ),
    'What the main thread does, in microseconds by the clock. A call of the SQLite driver counts to the driver, writing to the sockets of the client and of PostgreSQL includes what the kernel does meanwhile.',
    table(
      ['server', 'phase', ...partNames],
      profile.rows.map(({ server, phase, parts }) => [
        server,
        phase,
        ...partNames.map((part) => number(parts[part] ?? NaN)),
      ]),
    ),
    ...floorPairs.map(([server, floor]) => beyondFloor(profile.rows, server, floor)),
    WHAT_FLOORS_OMIT,
  ];
}

/** @type {readonly (readonly [server: ServerName, floor: ServerName])[]} */
const floorPairs = [
  ['promapp', 'floor'],
  ['template', 'floor'],
  ['promapp-postgres', 'floor-postgres'],
];

const WHAT_FLOORS_OMIT =
  'What the floors do not do, and we do for each request: find the hash of the token in the database, so that every host refuses a revoked one with the next request; read the path, the filter and the body by the grammar and the schema, and apply any PATCH; keep the index entries of the filterable attributes; write an event and an entry of the log in the same commit; give tenants their turns and count bytes and requests. No part of it is more than a few per cent by itself. Because each server is started afresh for a measurement, our larger program also has more to compile meanwhile.';

/**
 * @param {readonly import('../studies/profile.mjs').ProfileRow[]} rows
 * @param {ServerName} server
 * @param {ServerName} floor
 */
function beyondFloor(rows, server, floor) {
  /** @type {Map<string, number>} */
  const more = new Map();
  const phasesOf = rows.filter((row) => row.server === server).map(({ phase }) => phase);
  const cycles = phasesOf.filter((phase) => phase !== 'paging');
  for (const phase of cycles) {
    const [ours, least] = [server, floor].map((name) =>
      rows.find((row) => row.server === name && row.phase === phase),
    );
    if (ours === undefined || least === undefined) continue;
    for (const of of /** @type {const} */ (['threads', 'parts']))
      for (const [part, time] of Object.entries(ours[of]))
        more.set(part, (more.get(part) ?? 0) + (time - (least[of][part] ?? 0)) / cycles.length);
  }
  const show = (/** @type {string} */ part) => `${number(more.get(part) ?? NaN)} µs`;
  return `A request of ${server} in a cycle takes ${show('main thread')} more of the main thread than one of ${floor}, ${show("V8's threads")} more of V8's threads and ${show('pool')} more of the pool. On the main thread our own code takes ${show('own code')} more, the driver ${show('the driver')}, sockets ${show('writing to sockets')}, Node ${show('Node')}, Koa and other libraries ${show('Koa and other libraries')}, garbage ${show('garbage collection')}.`;
}

/** @param {Results} results @param {readonly string[]} plots */
function growthSection(results, plots) {
  const growth = resultOf(results.studies, 'growth');
  if (growth === undefined) return [];
  const { lookups, group, memory, pages, neighbours, stopped } = growth;
  return [
    '## A tenant that grows',
    `promapp on SQLite. ${stopped ?? ''}`.trim(),
    ...picture(plots, 'growth.svg', 'Lookups and changes of members by size'),
    table(
      ['users', 'lookup, p50 ms', 'p99', 'of nobody, p50', 'p99'],
      lookups.map(({ users, hit, miss }) => [
        users.toLocaleString('en'),
        ...[hit.p50, hit.p99, miss.p50, miss.p99].map(number),
      ]),
    ),
    table(
      ['members', 'add one, p50 ms', 'p99', 'remove one, p50', 'p99', 'read all, ms'],
      group.map(({ members, add, remove, readMs }) => [
        members.toLocaleString('en'),
        ...[add.p50, add.p99, remove.p50, remove.p99, readMs].map(number),
      ]),
    ),
    ...(memory.length > 0
      ? [
          table(
            ['users', 'MiB at rest', 'at the peak'],
            memory.map(({ users, rssMiB, peakMiB }) => [
              users.toLocaleString('en'),
              number(rssMiB),
              number(peakMiB),
            ]),
          ),
        ]
      : []),
    list([
      ...(pages
        ? [
            `Among ${pages.users.toLocaleString('en')} users the first page takes ${number(pages.firstMs)} ms and the last ${number(pages.lastMs)} ms.`,
          ]
        : []),
      ...(neighbours
        ? [
            `The group of ${neighbours.members.toLocaleString('en')} is read in ${number(neighbours.aloneMs)} ms. Meanwhile the lookups of four others take ${number(neighbours.lookup.p50)} ms (p50), ${number(neighbours.lookup.p95)} (p95) and ${number(neighbours.lookup.p99)} (p99), from when they were due.`,
          ]
        : []),
    ]),
  ];
}

/** @param {Results} results */
function tenantsSection({ studies }) {
  const tenants = resultOf(studies, 'tenants');
  if (tenants === undefined) return [];
  return [
    '## Many tenants at a fixed rate',
    'promapp on SQLite, open loop: the latency counts from when a request was due.',
    table(
      ['tenants × requests a second', 'seconds', 'answers', 'refused', 'p50 ms', 'p95', 'p99', ''],
      tenants.rates.map(({ tenants, perSecond, seconds, refused, latency, cutShort }) => [
        `${tenants} × ${perSecond}`,
        String(seconds),
        String(latency.count),
        String(refused),
        ...[latency.p50, latency.p95, latency.p99].map(number),
        cutShort ? 'did not keep up' : '',
      ]),
    ),
  ];
}

/** @param {Results} results */
function hostsSection({ studies }) {
  const hosts = resultOf(studies, 'hosts');
  if (hosts === undefined) return [];
  return [
    '## Several hosts on one PostgreSQL',
    `${hosts.cores} cores carry the hosts, PostgreSQL and the client.`,
    table(
      ['hosts', 'requests/s', 'cores that each host used', 'of all cores busy'],
      hosts.rows.map(({ hosts, perSecond, hostCores, busy }) => [
        String(hosts),
        number(perSecond),
        number(hostCores),
        `${Math.round(busy * 100)} %`,
      ]),
    ),
  ];
}

/** @param {Results} results @param {readonly string[]} plots */
function microSection({ studies }, plots) {
  const micro = resultOf(studies, 'micro');
  if (micro === undefined) return [];
  return [
    '## Parts of a request',
    ...picture(plots, 'micro.svg', 'Microseconds of each library'),
    table(
      ['what', 'by', 'µs'],
      micro.rows.map(({ what, by, microseconds }) => [what, by, number(microseconds)]),
    ),
  ];
}

/** @param {Results} results */
function method({ options: { counts, inFlight } }) {
  return list([
    `In each round every server is started afresh and does the same: ${counts.users} users, ${inFlight} requests under way, ${counts.groups} groups of ${counts.members} members one by one and as many of ${counts.members * 5} in batches of ${counts.batch}, all pages of ${counts.pageSize} one after another.`,
    'A ratio is the median of the ratios within the rounds. The client checks every answer; a wrong one fails the run.',
    'Our host runs as `npm start` runs it, with all connectors, its log and its events; its tenant is made through the admin API. SQLite and PostgreSQL force every commit to the disk.',
    'L is the least server that Entra could work with on the same stack: `tooling/bench/floor`. Memory and processor time are those of the server, without PostgreSQL.',
    'scimmy keeps its resources in memory, with indexes.',
  ]);
}

/** @param {readonly string[]} plots @param {string} file @param {string} alternative */
function picture(plots, file, alternative) {
  return plots.includes(file) ? [`![${alternative}](performance/${file})`] : [];
}

/** @param {readonly string[]} lines */
function list(lines) {
  return lines.map((line) => `- ${line.replaceAll('\n', ' ')}`).join('\n');
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} body
 */
function table(head, body) {
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

/** @param {number} value */
function number(value) {
  if (!Number.isFinite(value)) return '–';
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
}
