// @ts-check
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal, runFolded } from './run-program.mjs';

const TAIL = 40;

/**
 * Runs one step behind one line of progress; its output is shown only when it fails, and then its end.
 *
 * @param {{ title: string, hint?: string, advice?: string, command: string, args: readonly string[],
 *   cwd: string, env: NodeJS.ProcessEnv, log: string }} step
 * @returns {Promise<string>} the step's output
 * @throws {Refusal} when it fails
 */
export async function runStep({ title, hint = '', advice = '', command, args, ...run }) {
  const line = createBoard().begin(title, hint);
  const { ok, output } = await runFolded(command, args, run).catch((error) => {
    line.failed();
    throw error;
  });
  if (ok) {
    line.done();
    return output;
  }
  line.failed();
  const tail = output.trimEnd().split('\n').slice(-TAIL).join('\n');
  throw new Refusal(
    `${tail}\n\n${title}: this failed. The full log is ${run.log}.${advice && `\n${advice}`}`,
  );
}

/**
 * Where the launcher remembers what it has done and keeps the logs of its steps. Inside node_modules, so
 * that whoever deletes that folder to start afresh deletes this with it.
 *
 * @param {string} root
 */
export function stateFolder(root) {
  const folder = join(root, 'node_modules/.scimwright');
  mkdirSync(folder, { recursive: true });
  return folder;
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** @typedef {Pick<NodeJS.WriteStream, 'write'> & { isTTY?: boolean }} Out */

/**
 * Tells what has begun, and how each of it ended, however many run at the same time. A terminal gets one
 * line that names what runs and counts the seconds; a log gets plain lines. What belongs together is written
 * at once, so that nothing comes between.
 *
 * @param {Out} [out]
 */
export function createBoard(out = process.stdout) {
  /** @type {Map<object, { title: string, remark: string, begin: number }>} */
  const running = new Map();
  let frame = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const draw = () => {
    const steps = [...running.values()];
    const oldest = steps[0]?.begin ?? performance.now();
    const names = steps.map(({ title }) => title).join(', ');
    const remarks = steps.map(({ remark }) => remark).join('');
    out.write(
      `\r\u001B[K${FRAMES[frame++ % FRAMES.length]} ${names}, ${secondsSince(oldest).toFixed(0)} s${remarks}`,
    );
  };

  return {
    /**
     * @param {string} title
     * @param {string} [hint] why it may take a while
     */
    begin(title, hint = '') {
      const remark = hint && ` (${hint})`;
      const step = { title, remark, begin: performance.now() };
      running.set(step, step);
      if (out.isTTY) timer ??= setInterval(draw, 120);
      else if (remark) out.write(`… ${title}${remark}\n`);

      /** @param {string} mark @param {string} [details] */
      const end = (mark, details = '') => {
        running.delete(step);
        if (running.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
        const clear = out.isTTY ? '\r\u001B[K' : '';
        out.write(`${clear}${mark} ${title}, ${secondsSince(step.begin).toFixed(1)} s\n${details}`);
      };
      return {
        done: () => end('✓'),
        /** @param {string} [details] lines, each with its end */
        failed: (details) => end('✗', details),
      };
    },
  };
}

/** @param {number} begin */
function secondsSince(begin) {
  return (performance.now() - begin) / 1000;
}
