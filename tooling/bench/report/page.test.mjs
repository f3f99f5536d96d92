// @ts-check
import { describe, expect, it } from 'vitest';
import { rows, verdictOf } from './must.mjs';
import { renderPage } from './page.mjs';
import { partNames } from '../studies/profile.mjs';
import { drawPlots } from './plots.mjs';
/** @import { Results } from '../measure.mjs' */

const latency = { count: 10, p50: 2, p95: 4, p99: 8, max: 9 };
/** @param {number} perSecond */
const measured = (perSecond) => ({
  requests: 10,
  perSecond,
  cpuMs: 0.5,
  rssMiB: 90,
  peakMiB: 100,
  latency,
  operations: {},
});

/**
 * @param {'promapp' | 'floor'} server
 * @param {'initial' | 'groups'} phase
 * @param {number} main
 * @param {number} own
 */
const profiled = (server, phase, main, own) => ({
  server,
  phase,
  threads: { 'main thread': main, "V8's threads": 20, pool: 30 },
  parts: { ...Object.fromEntries(partNames.map((part) => [part, 5])), 'own code': own },
});

/** @type {Results} */
const results = {
  at: '2026-01-02T03:04:05.000Z',
  tookSeconds: 600,
  machine: {
    processor: 'a processor',
    cores: 2,
    memoryGiB: 8,
    system: 'Linux 6',
    fsyncMs: 0.15,
    node: 'v20.20.2',
    packages: { koa: '3.3.0' },
    commit: 'abc1234',
  },
  options: {
    rounds: 2,
    inFlight: 8,
    counts: { users: 10, groups: 2, members: 3, batch: 2, pageSize: 100, walks: 1 },
  },
  rounds: [
    {
      round: 1,
      server: 'promapp',
      load: 0,
      phases: { initial: measured(80), incremental: { wrong: 'no | id' } },
    },
    { round: 1, server: 'floor', load: 0, phases: { initial: measured(100) } },
    { round: 2, server: 'promapp', load: 0, phases: { initial: measured(45) } },
    { round: 2, server: 'floor', load: 0, phases: { initial: measured(50) } },
    { round: 2, server: 'floor-postgres', load: 0, phases: {}, notRun: 'there is no PostgreSQL' },
  ],
  studies: {
    growth: {
      lookups: [1_000, 1_000_000].map((users) => ({ users, hit: latency, miss: latency })),
      memory: [
        { users: 5_000, rssMiB: 100, peakMiB: 110 },
        { users: 100_000, rssMiB: 110, peakMiB: 155 },
      ],
      pages: { users: 100_000, firstMs: 10, lastMs: 15 },
      group: [1_000, 100_000].map((members) => ({ members, add: latency, remove: latency, readMs: 5 })),
      neighbours: { members: 50_000, aloneMs: 100, reads: 3, lookup: latency },
    },
    fsync: { notRun: 'there is no C compiler' },
    profile: {
      rows: [
        profiled('promapp', 'initial', 300, 100),
        profiled('promapp', 'groups', 200, 80),
        profiled('floor', 'initial', 120, 10),
        profiled('floor', 'groups', 100, 10),
      ],
    },
    micro: {
      rows: [
        { what: 'parse a filter', by: 'scimwright', inputs: 20, microseconds: 1 },
        { what: 'parse a filter', by: 'scim2-parse-filter', inputs: 20, microseconds: 1.5 },
      ],
    },
  },
};

describe('what must hold', () => {
  it.each([
    { what: 'promapp, everything on', verdict: 'met', shown: ['initial 0.85 ×'] },
    { what: 'template, everything on', verdict: 'not measured', shown: [] },
    { what: 'userName lookup', verdict: 'aim reached', shown: ['1,000,000 users 1.00 ×'] },
    { what: 'last page', verdict: 'met', shown: ['100,000 users 1.50 ×'] },
    { what: 'memory', verdict: 'not met', shown: ['peak 45 MiB', 'at rest 10 MiB'] },
    { what: "other clients' lookups", verdict: 'smaller than asked for', shown: ['50,000 members 8 ms'] },
    { what: 'parsing a filter', verdict: 'met', shown: ['filter 1.50 ×'] },
    { what: '2 ms more', verdict: 'not measured', shown: [] },
  ])('$what: $verdict', ({ what, verdict, shown }) => {
    const row = rows.find((row) => row.what.startsWith(what));
    if (row === undefined) throw new Error(`There is no row ${what}.`);
    const values = row.measure(results);
    expect(verdictOf(row, values)).toBe(verdict);
    expect(values.map(({ label, value }) => `${label} ${row.show(value)}`)).toEqual(shown);
  });

  it('without any figure, nothing is called met', () => {
    const empty = { ...results, rounds: [], studies: {} };
    expect(new Set(rows.map((row) => verdictOf(row, row.measure(empty))))).toEqual(new Set(['not measured']));
  });
});

describe('the page', () => {
  const page = renderPage(results, ['ratios.svg']);
  it.each([
    [
      'the table of what must hold',
      '| promapp, everything on, × L | ≥ 0.70 × | ≥ 1.0 × | initial 0.85 × | met |',
    ],
    ['medians with the least and the most', '| promapp (indexes) on SQLite | 62.5 (45.0 to 80.0) | 0.85 |'],
    ['the machine', 'a processor, 2 cores, 8 GiB, Linux 6; an fsync takes 0.15 ms'],
    ['the wrong answers', '- promapp, round 1, incremental: no | id'],
    [
      'what was not run, with the reason',
      '- floor-postgres: there is no PostgreSQL\n- fsync: there is no C compiler',
    ],
    ['the threads of a request', '| promapp | initial | 300 | 20.0 | 30.0 |'],
    [
      'what a request takes beyond the floor, as the mean of the cycles',
      'of promapp in a cycle takes 140 µs more of the main thread than one of floor, 0.00 µs more',
    ],
    ['the pictures that were drawn', '](performance/ratios.svg)'],
  ])('has %s', (_title, text) => {
    expect(page).toContain(text);
  });

  it('has no picture that was not drawn, and no figure that is none', () => {
    expect(page).not.toMatch(/micro\.svg|NaN|undefined/);
  });
});

describe('the pictures', () => {
  const plots = drawPlots(results);
  it.each(Object.entries(plots))('%s is a picture by itself, of figures only', (_file, svg) => {
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  it('are drawn of what was measured', () => {
    expect(Object.keys(plots)).toEqual(['ratios.svg', 'growth.svg', 'micro.svg']);
    expect(drawPlots({ ...results, rounds: [], studies: {} })).toEqual({});
  });
});
