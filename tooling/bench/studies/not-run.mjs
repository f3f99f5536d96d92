// @ts-check

/** Why something cannot be measured on this machine. It is said in the report, and the run goes on. */
export class NotRun extends Error {
  /** @override */
  name = 'NotRun';
}
