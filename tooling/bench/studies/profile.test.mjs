// @ts-check
import { describe, expect, it } from 'vitest';
import { partNames, partsOf } from './profile.mjs';

const NONE = Object.fromEntries(partNames.map((part) => [part, 0]));

/** @type {readonly (readonly [what: string, functionName: string, url: string, part: string | undefined])[]} */
const frames = [
  ['collecting garbage', '(garbage collector)', '', 'garbage collection'],
  ['waiting', '(idle)', '', undefined],
  ['a write to a socket', 'writev', '', 'writing to sockets'],
  ['a native function', 'randomFillSync', '', 'Node'],
  ["Node's own JavaScript", 'emit', 'node:events', 'Node'],
  ['a call of sqlite3', 'all', 'file:///x/node_modules/sqlite3/lib/sqlite3.js', 'the driver'],
  [
    'a part of pg',
    'parse',
    'file:///x/node_modules/.pnpm/pg@8/node_modules/pg-protocol/dist/parser.js',
    'the driver',
  ],
  [
    'where we call sqlite3',
    'execute',
    'file:///x/packages/store-knex/dist/dialect/keep-prepared.js',
    'the driver',
  ],
  [
    'a library',
    'compose',
    'file:///x/node_modules/.pnpm/koa@3/node_modules/koa/lib/application.js',
    'Koa and other libraries',
  ],
  ['our code', 'parseFilter', 'file:///x/packages/core/dist/filter/parse.js', 'own code'],
];

describe('a profile', () => {
  it.each(frames)('counts %s to its part', (_what, functionName, url, part) => {
    const profile = {
      nodes: [{ id: 1, callFrame: { functionName, url } }],
      startTime: 1_000,
      samples: [1, 1, 1, 1],
      timeDeltas: [10, 10, 10, 10],
    };
    // The first sample is before the phase, the last one after it.
    expect(partsOf(profile, 1_015, 1_035)).toEqual(part === undefined ? NONE : { ...NONE, [part]: 20 });
  });
});
