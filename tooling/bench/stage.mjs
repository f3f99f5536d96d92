// @ts-check
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '@scimwright/test-databases/postgres';
import pg from 'pg';
/** @import { ChildProcess } from 'node:child_process' */
/** @import { PostgresServer } from '@scimwright/test-databases/postgres' */

const START_SECONDS = 30;
const STOP_SECONDS = 15;
/** What Linux calls a file system that is in memory. */
const TMPFS = 0x0102_1994;

/**
 * @typedef {object} Child
 * @property {number} pid
 * @property {string} origin where it listens
 * @property {() => Promise<void>} stop resolves when it has ended
 *
 * @typedef {object} Program
 * @property {string} name
 * @property {string} command
 * @property {readonly string[]} args
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} [env] besides that of this process
 */

/** Where a run keeps its data and its processes. Nothing outlives it. */
export class Stage {
  /** Each with what stops it. @type {Map<ChildProcess, () => Promise<void>>} */
  #children = new Map();
  /** @type {Promise<PostgresServer> | undefined} */
  #postgres;
  #databases = 0;
  /** @type {Promise<void> | undefined} */
  #closing;
  /** The version of the PostgreSQL server, once it was needed. @type {string | undefined} */
  postgresVersion;

  /** @param {string} onDisk a folder to use where that for temporary files is in memory, which makes commits free */
  constructor(onDisk) {
    const folder = statfsSync(tmpdir()).type === TMPFS ? onDisk : tmpdir();
    mkdirSync(folder, { recursive: true });
    this.folder = mkdtempSync(join(folder, 'scimwright-bench-'));
    // As root, PostgreSQL runs as another user, who needs a way to its data in here.
    chmodSync(this.folder, 0o755);
  }

  /**
   * A new folder.
   *
   * @param {string} name
   */
  newFolder(name) {
    mkdirSync(this.folder, { recursive: true });
    return mkdtempSync(join(this.folder, `${name}-`));
  }

  /**
   * Starts a server that prints `ready at <origin>`.
   *
   * @param {Program} program
   * @returns {Promise<Child>}
   * @throws Error with what it printed when it does not become ready
   */
  async start({ name, command, args, cwd, env }) {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, TMPDIR: this.folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (printed = (printed + text).slice(-20_000)));
    const ended = new Promise((resolve) => {
      child.once('error', resolve).once('close', resolve);
    });
    void ended.then(() => this.#children.delete(child));
    const stop = async () => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_SECONDS * 1000);
      await ended;
      clearTimeout(late);
    };
    this.#children.set(child, stop);
    for (const end = performance.now() + START_SECONDS * 1000; performance.now() < end; await sleep(20)) {
      const origin = /ready at (http:\/\/[\w.:]+)/.exec(printed)?.[1];
      if (origin !== undefined && child.pid !== undefined) return { pid: child.pid, origin, stop };
      if (!this.#children.has(child)) break;
    }
    await stop();
    throw new Error(`${name} did not become ready. It printed:\n${printed.trim().slice(-2_000)}`);
  }

  /**
   * A new, empty database on the PostgreSQL server of this run, which forces its writes to the disk.
   *
   * @returns {Promise<string>} its URL
   */
  async newDatabase() {
    if (this.#postgres === undefined) {
      // Its data too.
      process.env['TMPDIR'] = this.folder;
      this.#postgres = startPostgres({ fsync: 'on', full_page_writes: 'on' });
    }
    const { url } = await this.#postgres;
    const database = new URL(url);
    this.#databases += 1;
    database.pathname = `bench_${this.#databases}`;
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(`create database bench_${this.#databases} template template0`);
      this.postgresVersion ??= (await client.query('show server_version')).rows[0].server_version;
    } finally {
      await client.end();
    }
    return database.href;
  }

  /** Stops the servers that somebody has left running. */
  async stopServers() {
    await Promise.all([...this.#children.values()].map((stop) => stop()));
  }

  /** Stops everything and removes the data. */
  close() {
    this.#closing ??= (async () => {
      await this.stopServers();
      await (await this.#postgres)?.stop();
      this.#removeData();
    })();
    return this.#closing;
  }

  /** For a process that ends at once: its servers end with it. */
  abandon() {
    for (const child of this.#children.keys()) child.kill('SIGKILL');
    this.#removeData();
  }

  #removeData() {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
