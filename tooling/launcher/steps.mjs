// @ts-check
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal, runFolded } from './run-program.mjs';

const TAIL = 40;

/**
 * Runs one step behind one line of progress. If it fails, the end of its output is shown.
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
  throw new Refusal(`${tail}\n\n${title} failed. The full log is ${run.log}.${advice && `\n${advice}`}`);
}

/**
 * The folder for the launcher's stamps and logs. It is in node_modules, so that deleting node_modules starts afresh.
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
 * Shows which steps run and how each of them ended. A terminal gets one line that names the running steps and counts
 * the seconds; a log gets plain lines. The lines of one step are written together.
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
     * @param {string} [hint] why the step may take long
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
