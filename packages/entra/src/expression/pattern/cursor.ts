import { PatternFault } from './pattern-fault.ts';

/** A place in the text of a pattern. */
export class Cursor {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get at(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  sees(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  ahead(length: number): string {
    return this.#text.slice(this.#at, this.#at + length);
  }

  skip(length: number): void {
    this.#at += length;
  }

  take(text: string): boolean {
    if (!this.sees(text)) return false;
    this.#at += text.length;
    return true;
  }

  /** The next code unit. */
  next(): number {
    if (this.isAtEnd) throw this.mismatch('a character');
    this.#at += 1;
    return this.#text.charCodeAt(this.#at - 1);
  }

  mismatch(expected: string): PatternFault {
    const found = this.isAtEnd ? 'the end of the pattern' : `"${this.#text.charAt(this.#at)}"`;
    return new PatternFault(this.#at, { expected, found });
  }
}
