/**
 * A file that cannot be read as what it should be.
 *
 * @example
 * new UnreadableFile('Line 3 has no id.').message; // 'Line 3 has no id.'
 */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}
