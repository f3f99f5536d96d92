// @ts-check
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { startHost } from './host.mjs';
/** @import { Stage } from '../stage.mjs' */
/** @import { Endpoint } from './host.mjs' */

/**
 * @typedef {Endpoint & { pid: number, stop: () => Promise<void> }} Server a fresh one, without users
 *
 * @typedef {object} ServerKind
 * @property {string} title
 * @property {false} [disabledAs] what it takes for `active`, unless it takes Entra's "False"
 * @property {(stage: Stage, start: Start) => Promise<Server>} start
 *
 * @typedef {{ checkout: string, env?: NodeJS.ProcessEnv, node?: readonly string[] }} Start `checkout` is where our host was
 *   built, `node` are options of Node
 */

/** @satisfies {Record<string, ServerKind>} */
export const servers = {
  template: {
    title: 'template (searches everything) on SQLite',
    start: (stage, start) => startTenant(stage, 'template', start),
  },
  promapp: {
    title: 'promapp (indexes) on SQLite',
    start: (stage, start) => startTenant(stage, 'promapp', start),
  },
  'promapp-postgres': {
    title: 'promapp on PostgreSQL',
    start: async (stage, { env, ...start }) =>
      startTenant(stage, 'promapp', {
        ...start,
        env: { ...env, DATABASE_URL: await stage.newDatabase() },
      }),
  },
  floor: {
    title: 'L: Koa, knex and sqlite3, with group commit',
    start: (stage, start) => startFloor(stage, 'group-commit', sqliteFile(stage), start),
  },
  'floor-single': {
    title: 'Koa, knex and sqlite3, a commit for each write',
    start: (stage, start) => startFloor(stage, 'single-writes', sqliteFile(stage), start),
  },
  'floor-postgres': {
    title: 'the PostgreSQL floor: Koa and pg',
    start: async (stage, start) => startFloor(stage, 'postgres', await stage.newDatabase(), start),
  },
  scimmy: {
    title: 'scimmy with scimmy-routers, in memory',
    disabledAs: false,
    start: async (stage, start) => {
      const token = randomUUID();
      return startScript(stage, 'scimmy', ['../peers/scimmy.mjs', token], token, start);
    },
  },
};

/** @typedef {keyof typeof servers} ServerName */

export const serverNames = /** @type {readonly ServerName[]} */ (Object.keys(servers));

/**
 * @param {Stage} stage
 * @param {string} connector
 * @param {Start} start
 * @returns {Promise<Server>}
 */
async function startTenant(stage, connector, start) {
  const host = await startHost(stage, start);
  return { ...host, ...(await host.openTenant(connector)) };
}

/**
 * @param {Stage} stage
 * @param {string} store
 * @param {string} database
 * @param {Start} start
 */
function startFloor(stage, store, database, start) {
  const token = randomUUID();
  return startScript(stage, 'The floor', ['../floor/main.mjs', store, database, token], token, start);
}

/**
 * @param {Stage} stage
 * @param {string} name
 * @param {readonly string[]} script its file and its arguments
 * @param {string} token
 * @param {Start} start
 * @returns {Promise<Server>}
 */
async function startScript(stage, name, [file = '', ...args], token, { env, node = [] }) {
  const child = await stage.start({
    name,
    command: process.execPath,
    args: [...node, fileURLToPath(new URL(file, import.meta.url)), ...args],
    cwd: stage.folder,
    // As our host has it.
    env: { UV_THREADPOOL_SIZE: '16', ...env },
  });
  return { ...child, url: `${child.origin}/scim/v2`, token };
}

/** @param {Stage} stage */
function sqliteFile(stage) {
  return `${stage.newFolder('floor')}/floor.sqlite`;
}
