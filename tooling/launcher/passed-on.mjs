// @ts-check

/**
 * The arguments meant for the program behind the launcher. npm eats the `--` of `npm start -- --empty`;
 * called directly, as `node start.mjs -- --empty`, it is still there.
 *
 * @param {readonly string[]} argv `process.argv`
 */
export function passedOn(argv) {
  const args = argv.slice(2);
  return args[0] === '--' ? args.slice(1) : args;
}
