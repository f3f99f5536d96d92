// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A host started as a person starts it, by `npm start`.
 *
 * It leads a process group of its own, so that nothing it started can outlive this script; it is stopped
 * through npm, as a supervisor would.
 */
export class RunningHost {
  #exited;

  /**
   * @param {string} root
   * @param {{ port: number, dataDir: string }} options
   */
  constructor(root, { port, dataDir }) {
    const env = { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir };
    this.url = `http://127.0.0.1:${port}`;
    this.npm = spawn('npm', ['start'], {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
    this.#exited = once(this.npm, 'exit');
  }

  /**
   * @param {number} seconds
   * @returns {Promise<number>} the seconds it took
   */
  async ready(seconds) {
    const begin = performance.now();
    const elapsed = () => (performance.now() - begin) / 1000;
    while (elapsed() < seconds) {
      if (this.#hasExited())
        throw new Error(`npm start ended with ${this.npm.exitCode} before it was ready.`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answer?.status === 200) return elapsed();
      await sleep(200);
    }
    throw new Error(`${this.url}/readyz did not answer 200 within ${seconds} s.`);
  }

  /**
   * @param {number} seconds
   * @returns {Promise<number | null>} npm's exit code
   */
  async stop(seconds) {
    this.npm.kill('SIGTERM');
    const late = sleep(seconds * 1000, undefined, { ref: false }).then(() => {
      throw new Error(`npm start did not end within ${seconds} s of SIGTERM.`);
    });
    const [code] = await Promise.race([this.#exited, late]);
    return code;
  }

  /** Ends whatever is left of it. */
  kill() {
    try {
      if (this.npm.pid) process.kill(-this.npm.pid, 'SIGKILL');
    } catch {
      // Nothing is left.
    }
  }

  #hasExited() {
    return this.npm.exitCode !== null || this.npm.signalCode !== null;
  }
}
