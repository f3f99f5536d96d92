// @ts-check
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { phaseNames } from '../load/phases.mjs';
import { serverNames } from '../servers/table.mjs';
import { ratioOf, resultOf } from './must.mjs';
/** @import { Results } from '../measure.mjs' */

const WIDTH = 720;
/** Readable on white and on black, because a picture does not know the page around it. */
const GREY = '#7d8793';
const COLORS = ['#3b82c4', '#d97b29', '#3f9d63', '#c8503f', '#8f6fc1', '#a0714f', '#c65a94'];

/**
 * The pictures of a page, by the names of their files; one for which nothing was measured is missing.
 *
 * @param {Results} results
 * @returns {Readonly<Record<string, string>>}
 */
export function drawPlots(results) {
  const plots = { ratios: drawRatios(results), growth: drawGrowth(results), micro: drawMicro(results) };
  return Object.fromEntries(
    Object.entries(plots).flatMap(([name, svg]) => (svg === undefined ? [] : [[`${name}.svg`, svg]])),
  );
}

/** @param {Results} results */
function drawRatios(results) {
  const points = phaseNames.flatMap((phase) =>
    serverNames.flatMap((server) => {
      const ratio = server === 'floor' ? undefined : ratioOf(results, phase, server, 'floor');
      return ratio === undefined ? [] : [{ phase, server, ...ratio }];
    }),
  );
  if (points.length === 0) return undefined;
  return draw({
    height: 90 + 22 * new Set(points.map(({ server }) => server)).size,
    marginLeft: 112,
    x: {
      type: 'log',
      label: 'requests a second, × L (median of the rounds, least to most)',
      ticks: [0.1, 0.3, 1, 3],
      tickFormat: '~g',
    },
    y: { label: null, domain: serverNames.filter((name) => points.some(({ server }) => server === name)) },
    fx: { label: null, domain: phaseNames },
    color: { domain: serverNames, range: COLORS },
    marks: [
      Plot.ruleX([1], { stroke: GREY, strokeDasharray: '3,3' }),
      Plot.ruleY(points, {
        fx: 'phase',
        y: 'server',
        x1: 'low',
        x2: 'high',
        stroke: 'server',
        strokeWidth: 2,
      }),
      Plot.dot(points, { fx: 'phase', y: 'server', x: 'median', fill: 'server', r: 4 }),
    ],
  });
}

/** @param {Results} results */
function drawGrowth(results) {
  const growth = resultOf(results.studies, 'growth');
  if (growth === undefined) return undefined;
  const points = [
    ...growth.lookups.map(({ users, hit }) => ({
      size: users,
      what: 'look a user up, by users',
      ms: hit.p50,
    })),
    ...growth.group.flatMap(({ members, add, remove }) => [
      { size: members, what: 'add a member, by members', ms: add.p50 },
      { size: members, what: 'remove a member, by members', ms: remove.p50 },
    ]),
  ];
  const last = points.filter(({ what }, at) => points.findLastIndex((point) => point.what === what) === at);
  return draw({
    height: 220,
    marginRight: 190,
    x: { type: 'log', label: 'users of the tenant, or members of the group', ticks: 5, tickFormat: '~s' },
    y: { label: 'ms, median', domain: [0, Math.max(...points.map(({ ms }) => ms)) * 1.1], grid: true },
    color: { range: COLORS },
    marks: [
      Plot.lineY(points, { x: 'size', y: 'ms', z: 'what', stroke: 'what', strokeWidth: 2 }),
      Plot.dot(points, { x: 'size', y: 'ms', fill: 'what', r: 3 }),
      Plot.text(last, { x: 'size', y: 'ms', text: 'what', fill: 'what', textAnchor: 'start', dx: 8 }),
    ],
  });
}

/** @param {Results} results */
function drawMicro(results) {
  const micro = resultOf(results.studies, 'micro');
  if (micro === undefined) return undefined;
  const compared = micro.rows.filter(({ what }) =>
    micro.rows.some((row) => row.what === what && row.by !== 'scimwright'),
  );
  return draw({
    height: 60 + 22 * compared.length,
    marginLeft: 120,
    marginRight: 190,
    x: { type: 'log', label: 'µs for one, median', ticks: 4, tickFormat: '~g', grid: true },
    y: { label: null },
    fy: { label: null },
    color: { domain: ['scimwright', 'scim2-parse-filter', 'scim-patch', 'scimmy'], range: COLORS },
    marks: [Plot.dot(compared, { x: 'microseconds', y: 'by', fy: 'what', fill: 'by', r: 5 })],
  });
}

/** @param {Plot.PlotOptions} options */
function draw(options) {
  const { document } = parseHTML('<!doctype html><html></html>');
  const svg = Plot.plot({ document, width: WIDTH, ...options });
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  svg.setAttribute('style', `color: ${GREY}; background: none; font: 11px system-ui, sans-serif`);
  return `${svg.outerHTML}\n`;
}
