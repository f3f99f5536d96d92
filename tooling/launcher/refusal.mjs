// @ts-check

/** A stop that the person at the keyboard can act on: its message is shown as it stands, without a stack. */
export class Refusal extends Error {
  /** @override */
  name = 'Refusal';
}
