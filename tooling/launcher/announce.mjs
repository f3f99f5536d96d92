// @ts-check

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * Tells that a step has begun, and how it ended. A terminal gets one line that counts the seconds; a log
 * gets plain lines.
 *
 * @param {string} title
 * @param {{ hint?: string, out?: NodeJS.WriteStream }} [options] `hint` says why it may take a while
 */
export function announce(title, { hint = '', out = process.stdout } = {}) {
  const begin = performance.now();
  const seconds = () => (performance.now() - begin) / 1000;
  const remark = hint && ` (${hint})`;

  let frame = 0;
  const draw = () => {
    out.write(`\r\u001B[K${FRAMES[frame++ % FRAMES.length]} ${title}, ${seconds().toFixed(0)} s${remark}`);
  };
  const timer = out.isTTY ? setInterval(draw, 120) : undefined;
  if (!out.isTTY && remark) out.write(`… ${title}${remark}\n`);

  /** @param {string} mark */
  const end = (mark) => {
    clearInterval(timer);
    out.write(`${out.isTTY ? '\r\u001B[K' : ''}${mark} ${title}, ${seconds().toFixed(1)} s\n`);
  };
  return { done: () => end('✓'), failed: () => end('✗') };
}
