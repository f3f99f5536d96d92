// @ts-check
import { measureGrowth } from './growth.mjs';
import { measureHosts } from './hosts.mjs';
import { measureParts } from './micro.mjs';
import { measureProfile } from './profile.mjs';
import { measureSlowFsync } from './slow-fsync.mjs';
import { measureStarts } from './start.mjs';
import { measureTenants } from './tenants.mjs';
/** @import { Options } from '../options.mjs' */
/** @import { Stage } from '../stage.mjs' */

/**
 * @typedef {object} Setting
 * @property {Stage} stage
 * @property {string} checkout whose host was built
 * @property {Options} options
 * @property {(progress: string) => void} say
 */

/**
 * A measurement of its own, besides the rounds.
 *
 * @template Result
 * @typedef {(setting: Setting) => Promise<Result>} Study
 */

/** What is measured besides the rounds, in this order. */
export const studies = {
  micro: {
    title: 'parts of a request beside published libraries',
    measure: measureParts,
    /** How many seconds it takes, about. @param {Options} options */
    estimate: ({ seconds }) => 13 * seconds.micro * 1.5,
  },
  start: {
    title: 'npm start until /readyz',
    measure: measureStarts,
    estimate: () => 25,
  },
  profile: {
    title: 'where the time goes',
    measure: measureProfile,
    /** @param {Options} options */
    estimate: ({ counts }) => 5 * (3 + counts.users / 500),
  },
  fsync: {
    title: 'slow fsync',
    measure: measureSlowFsync,
    /** @param {Options} options */
    estimate: ({ rounds, counts }) => Math.min(3, rounds) * 6 * (3 + counts.users / 800),
  },
  hosts: {
    title: 'several hosts on one PostgreSQL',
    measure: measureHosts,
    /** @param {Options} options */
    estimate: ({ rounds, counts }) => Math.min(3, rounds) * 3 * (7 + counts.users / 250),
  },
  tenants: {
    title: 'many tenants at a fixed rate',
    measure: measureTenants,
    /** @param {Options} options */
    estimate: ({ seconds, tenants }) => 2 * seconds.tenants + tenants / 2 + 5,
  },
  growth: {
    title: 'a tenant that grows',
    measure: measureGrowth,
    /** @param {Options} options */
    estimate: ({ largest, seconds }) =>
      Math.min(
        seconds.growth,
        10 + Math.min(largest, 100_000) / 800 + Math.max(0, largest - 100_000) / 4000 + seconds.neighbours,
      ),
  },
};

/** @typedef {keyof typeof studies} StudyName */

export const studyNames = /** @type {readonly StudyName[]} */ (Object.keys(studies));
